"""Layers of neurons joined by weights, and what is built on them."""
