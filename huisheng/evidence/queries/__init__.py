"""Reads of the log: tiles, proofs, promises."""
