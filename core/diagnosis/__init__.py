"""Diagnosis of a run: what is wrong and what can be done, and the milestones that it reaches."""
