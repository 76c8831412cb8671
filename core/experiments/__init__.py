"""Experiment files: their sections, settings, overrides, and the samples."""
