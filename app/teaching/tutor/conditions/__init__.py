"""Conditions on a run, and the facts that they compare: by name, read from a snapshot."""
