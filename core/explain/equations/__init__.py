"""Equations that are true as printed: evaluated, they give the printed result to its last digit."""
