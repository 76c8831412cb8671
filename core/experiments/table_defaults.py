"""A network and a way to train it for a table, by its size alone, without the held-out rows.

The figures for classes were chosen by the accuracy on folds of the training rows, over three to six seeds, that for the
L2 of few inputs by the loss on them too, which it halves; those for the digits by one split of the training rows, over
five. Test rows of one seed are training rows of another, so the benchmark is no independent check; and for breast
cancer scikit-learn's defaults stay a little ahead on other seeds.
"""

from perceptop.core.data.dataset import Dataset
from perceptop.core.experiments.network_section import NetworkSettings
from perceptop.core.experiments.training_section import TrainingSettings
from perceptop.core.nn.initializers import Constant, Glorot
from perceptop.core.training.stopping import Stopping

FEW_INPUTS = 3
"""With so few inputs the function to learn has bends, and needs more layers and more updates. With more inputs it is
mostly a slope, and more of either would learn the noise."""
FEW_TO_SEE = 8
"""Inputs for which 16 hidden neurons do as well as more; the diagram shows all of so many."""
MANY_ROWS = 1000
BATCH = 32


def default_settings(data: Dataset, seed: int) -> tuple[NetworkSettings, TrainingSettings]:
    """The settings for the training rows of a table. A benchmark, tests/benchmarks/tables.py, shows how they do."""
    rows, inputs, outputs = len(data), data.inputs.shape[1], data.targets.shape[1]
    classes = data.encoding is not None and bool(data.encoding.classes)
    few, many = inputs <= FEW_INPUTS, rows > MANY_ROWS
    hidden: tuple[int, ...]
    l2 = 0.0
    if classes and few:
        hidden, activation, rate, updates, l2 = (16, 16), "relu", 0.01, 4000, 0.001
    elif classes and many:
        hidden, activation, rate, updates, l2 = (64,), "relu", 0.003, 3000, 0.0003
    elif classes and inputs <= FEW_TO_SEE:
        hidden, activation, rate, updates, l2 = (16,), "tanh", 0.003, 700, 0.001
    elif classes:
        hidden, activation, rate, updates, l2 = (64,), "tanh", 0.003, 300, 0.001
    else:
        # About as many rows for each weight, whatever the number of inputs.
        share = 4 if few else 8
        size = min(max(rows // (share * (inputs + 1 + outputs)), 3), 32 if many else 16)
        hidden, activation, rate, updates = (size,), "tanh", 0.01, 8000 if few else 800
    output, loss = ("softmax", "cross_entropy") if outputs > 1 else ("sigmoid", "binary_cross_entropy")
    if not classes:
        output, loss = "linear", "mse"
    layers = (inputs, *hidden, outputs)
    network = NetworkSettings(
        layers,
        (*(activation for _ in hidden), output),
        (True,) * (len(layers) - 1),
        Glorot(),
        Constant(0.0),
        seed,
    )
    epochs = min(max(updates * BATCH // rows, 20), 1000)
    training = TrainingSettings(
        loss=loss,
        optimizer="adam",
        rates={"learning_rate": rate},
        l2=l2,
        batch=BATCH,
        stopping=Stopping(epochs=epochs),
    )
    return network, training
