"""The glossary: every term on the screen, and every activation, loss and optimizer with the formula it computes by."""

from dataclasses import dataclass
from functools import cache

from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.optimizers import OPTIMIZERS

WORDS: dict[str, tuple[str, str]] = {
    "epoch": ("One pass over all training examples. Epoch 0 is the network before it has learned anything.", ""),
    "example": ("One row of the training data: inputs, and the targets expected for them.", ""),
    "target": ("What an output is expected to be for an example.", "error = output - target"),
    "negative example": (
        "An example that says what the output should not be: its target is the point 1 away from the one given.",
        "error = 1 - |target - output|",
    ),
    "input": ("A number that goes into the network; as an activation of layer 0 it is taken as it is.", ""),
    "output": ("The activation of a neuron in the last layer: the network's answer.", ""),
    "layer": ("Neurons side by side, each joined to all of the layer before. Those between are hidden.", ""),
    "neuron": ("Sums up its inputs by their weights, and passes the sum through its activation.", "a = f(z)"),
    "synapse": ("One connection from a neuron or a bias to a neuron of the next layer, with a weight of its own.", ""),
    "weight": ("How strongly a synapse passes on what comes in. Learning is changing the weights.", "w ← w + Δw"),
    "bias": ("A weight whose input is always 1: it moves the point from which on a neuron responds.", "1 · bias"),
    "activation": ("What a neuron gives: a function of its z. Also the name of that function.", "a = f(z)"),
    "z": ("The pre-activation: the weighted sum of all that comes into a neuron.", "z = Σ input · weight + bias"),
    "slope": ("How much the activation changes as z does; where it is 0 no δ gets through.", "da/dz"),
    "δ": (
        "Delta, the error term of a neuron: how the loss changes as its z does. It comes from the loss at an output, "
        "and for a hidden neuron from the layer after it.",
        "δ = dLoss/dz = dLoss/da · slope;  hidden: dLoss/da = Σ δ of the next layer · weight",
    ),
    "gradient": ("How the loss changes as a weight does, over the examples of a batch.", "dLoss/dw = Σ δ · input"),
    "gradient check": (
        "The gradient found by back-propagation beside the one found by moving the weight a little to either side.",
        "(loss(w + h) - loss(w - h)) / 2h",
    ),
    "back-propagation": ("δ of each layer from that of the layer after it, back from the loss to the inputs.", ""),
    "Δw": ("The change of a weight by the chosen example alone.", "Δw = -learning rate · δ · input"),
    "batch Δw": ("The sum of that over the examples of a batch.", "batch Δw = -learning rate · Σ δ · input"),
    "last step": ("What the last update added to a weight, as the optimizer made it.", "w after = w before + Δw"),
    "learning rate": ("The factor from the gradient to Δw. Too small and it crawls, too large and it diverges.", ""),
    "momentum": (
        "The share of the last step that is added to the next, so like steps add up.",
        "momentum · last Δw",
    ),
    "L2": (
        "The L2 penalty, or weight decay: large weights cost, biases do not. It is a part of the loss and of the "
        "gradient, not of the MSE, and draws weights towards 0.",
        "loss = loss of the rows + l2 / 2 · Σ w²;  gradient = Σ δ · input + l2 · w",
    ),
    "optimizer": ("The method that makes Δw from the gradient.", "w ← w + Δw"),
    "batch": ("The examples that one update is made of; full: all of them.", ""),
    "mini-batch": ("A batch of some of the examples; an epoch is then several updates.", ""),
    "loss": ("One number for how wrong all answers are. Learning goes downhill on it.", ""),
    "MSE": (
        "The mean squared error of all outputs of all examples, whatever the loss.",
        "mean of (output - target)²",
    ),
    "seed": ("The number that the first weights, and the order of shuffled examples, follow from.", ""),
    "history": ("Earlier epochs that you can go back to; the screen then shows the run as it was.", ""),
    "checkpoint": ("An epoch at which a metric of the run is recorded.", ""),
    "target loss": ("The loss at which a run ends by itself.", "loss ≤ target loss"),
    "plateau": ("A range of epochs in which the loss hardly falls.", ""),
    "diverged": ("The loss is not a finite number any more: each step overshot by more than the one before.", ""),
    "saturated": ("A neuron whose z is so far out that its activation is flat and hardly learns.", "slope ≈ 0"),
    "dead": ("A relu neuron whose z is below 0 for all examples: it gives 0 and learns nothing.", "z ≤ 0"),
    "vanishing gradient": ("δ that shrinks from layer to layer on its way back: the first layers stand still.", ""),
}
ACTIVATION_WORDS = {
    "sigmoid": "An S from 0 to 1, read as a probability.",
    "tanh": "An S from -1 to 1, steepest at 0.",
    "sigmoid_stepwise": "The sigmoid by straight lines between six points; it learns by the curve's slope, as in FANN.",
    "tanh_stepwise": "The tanh by straight lines between six points; it learns by the curve's slope, as in FANN.",
    "relu": "Passes what is above 0 and nothing else.",
    "leaky_relu": "A relu that lets a hundredth of what is below 0 through, so that it never dies.",
    "softplus": "A relu with a rounded corner.",
    "gaussian": "A bell: responds to z near 0 only.",
    "linear": "Passes z as it is; for outputs of any size.",
    "softmax": "Shares of 1 among the neurons of a layer: one probability for each class.",
    "step": "The perceptron's threshold: 1 above 0, else 0. It has no slope to learn by.",
}
LOSS_WORDS = {
    "mse": "The mean squared error over all outputs of all examples.",
    "half_mse": "Half the squared errors of an example, and their mean over examples.",
    "sse": "The sum of squared errors.",
    "half_sse": "Half the sum of squared errors: its gradient is just output - target.",
    "binary_cross_entropy": "For outputs that are each a probability: being sure and wrong costs most.",
    "fann_mse": "The error that libfann reports; it learns by FANN's tanh error function, harder on large errors.",
    "cross_entropy": "For classes that share a probability of 1: low if the right class has the largest share.",
}
OPTIMIZER_WORDS = {
    "sgd": "Gradient descent: a step downhill by the slope; with momentum the last step goes on in part.",
    "adam": "Gradient descent by running means of the gradient (m) and of its square (v): steps of about one size.",
    "fann-irprop-": "iRPROP- as libfann computes it: step sizes grow from the first epoch on. For full batches.",
    "irprop-": "Each weight has a step size of its own, and only the sign of its gradient counts. For full batches.",
}


@dataclass(frozen=True)
class GlossaryEntry:
    """A term, its kind (term, activation, loss or optimizer), what it is, and its formula, empty if it has none."""

    term: str
    kind: str
    meaning: str
    formula: str


@cache
def glossary() -> tuple[GlossaryEntry, ...]:
    """Return all entries: the terms, then the activations, losses and optimizers."""
    entries = [GlossaryEntry(term, "term", meaning, formula) for term, (meaning, formula) in WORDS.items()]
    for name, activation in ACTIVATIONS.items():
        formula = f"a = {activation.formula};  slope: {activation.slope_formula}"
        entries.append(GlossaryEntry(name, "activation", ACTIVATION_WORDS.get(name, ""), formula))
    entries += [GlossaryEntry(name, "loss", LOSS_WORDS.get(name, ""), loss.formula) for name, loss in LOSSES.items()]
    entries += [
        GlossaryEntry(name, "optimizer", OPTIMIZER_WORDS.get(name, ""), kind.formula)
        for name, kind in OPTIMIZERS.items()
    ]
    return tuple(entries)


def search(text: str) -> tuple[GlossaryEntry, ...]:
    """Return the entries that contain the text: those whose term does first."""
    plain = text.strip().casefold()
    by_term = [entry for entry in glossary() if plain in entry.term.casefold()]
    by_meaning = [entry for entry in glossary() if entry not in by_term and plain in entry.meaning.casefold()]
    return (*by_term, *by_meaning)
