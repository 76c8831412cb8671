"""The diagram of a network: places of neurons, lines of synapses, captions."""
