"""Data sets made from a rule instead of a file: truth tables, functions over a range, small images."""
