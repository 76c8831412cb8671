"""Lessons: read from files, taken step by step in a real run, and kept where one left them."""
