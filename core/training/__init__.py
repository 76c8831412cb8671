"""Trainers: epochs and batches, evaluation, stopping conditions, watchpoints."""
