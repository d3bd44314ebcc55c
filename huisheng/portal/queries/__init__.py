"""What the resident pages read."""
