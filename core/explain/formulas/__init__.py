"""Formulas of activations, losses and optimizers with numbers put in."""
