"""What the portal does by itself: it sends messages. Acts on cases are in `cases.actions`."""
