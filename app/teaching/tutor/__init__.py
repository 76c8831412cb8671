"""Lessons: read from files, taken step by step in a real run, and resumed at the place where they were left."""
