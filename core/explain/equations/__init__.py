"""Equations that reconcile: evaluated, they give the printed result to its last digit."""
