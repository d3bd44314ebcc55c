"""The demo district, invented by rule from a seed: the same figures and seed give the same rows."""
