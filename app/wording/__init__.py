"""Numbers, names and examples as text."""
