"""Worked arithmetic of one number: a neuron, a synapse, an output, the loss."""
