"""The rules of the house as functions: each takes text or models and returns the faults it sees, in words."""
