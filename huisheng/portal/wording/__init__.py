"""How a case is said to the person who brought it: no jargon, what is so and what comes next."""
