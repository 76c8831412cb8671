"""The network and how it learns: activations, losses, optimizers, initial weights, and their plan of numpy calls."""
