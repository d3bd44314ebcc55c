"""The acts of the network."""
