"""The register of members (domain.md D7) as a sheet of the network's files: rows, checks, what a load changed."""
