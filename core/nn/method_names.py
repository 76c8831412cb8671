"""The names of activations, losses and optimizers, for a command line that answers before numpy is loaded.

A test compares them with the registries in activations/functions.py, losses/functions.py and optimizers.py.
"""

ACTIVATION_NAMES = (
    "sigmoid", "tanh", "sigmoid_stepwise", "tanh_stepwise", "relu", "leaky_relu", "softplus", "gaussian", "linear",
    "softmax", "step",
)  # fmt: skip
LOSS_NAMES = ("mse", "half_mse", "sse", "half_sse", "binary_cross_entropy", "cross_entropy", "fann_mse")
OPTIMIZER_NAMES = ("sgd", "adam", "irprop-", "fann-irprop-")
