"""Activation functions: value, slope, and both as numpy calls."""
