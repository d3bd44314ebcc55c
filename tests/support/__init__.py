"""What tests stand on: their database and their browser."""
