"""A witness: sees that logs only grow, and says so under its own name. No Django, no database."""
