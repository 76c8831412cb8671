"""Activations, losses and optimizers with their numbers put in."""
