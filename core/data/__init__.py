"""Data sets, their names, symbols and classes; readers and generators."""
