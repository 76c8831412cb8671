"""The arithmetic behind one number: of a neuron, a synapse, an output, the loss."""
