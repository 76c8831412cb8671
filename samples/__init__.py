"""Experiment files that come with perceptop, each with its data beside it. `perceptop samples` lists them."""
