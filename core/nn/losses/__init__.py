"""Losses: value, gradient, and both as numpy calls."""
