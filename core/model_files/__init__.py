"""Saved networks: JSON, npz and FANN's .net, to and from a plain `ModelRecord`."""
