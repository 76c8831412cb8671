"""Predict, then reveal: before a step the run asks what it will do; the answer is scored, and shown with its reason."""
