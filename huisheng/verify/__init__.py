"""Checking the log from outside. Standard library and `cryptography` only: no Django, no database, nothing of ours."""
