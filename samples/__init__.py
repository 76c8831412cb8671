"""Experiment files that come with perceptop, each with its data beside it. `perceptop samples` lists them."""

if __name__ != "perceptop.samples":
    # Under a second name every class in it would exist twice.
    raise ImportError("samples is a part of perceptop: import perceptop.samples, or perceptop itself")
