"""Whole-system rules, the shared cast, and what tests stand on."""
