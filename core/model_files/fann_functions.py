"""FANN's activation functions: their numbers in a .net file, and the same functions in core (fann_data.h, 2.2)."""

from dataclasses import dataclass
from math import inf

from perceptop.core.errors.bad_input import refuse

NAMES = (
    "LINEAR", "THRESHOLD", "THRESHOLD_SYMMETRIC", "SIGMOID", "SIGMOID_STEPWISE", "SIGMOID_SYMMETRIC",
    "SIGMOID_SYMMETRIC_STEPWISE", "GAUSSIAN", "GAUSSIAN_SYMMETRIC", "GAUSSIAN_STEPWISE", "ELLIOT",
    "ELLIOT_SYMMETRIC", "LINEAR_PIECE", "LINEAR_PIECE_SYMMETRIC", "SIN_SYMMETRIC", "COS_SYMMETRIC", "SIN", "COS",
)  # fmt: skip


@dataclass(frozen=True)
class FannFunction:
    """FANN's function of a sum is core's of z = `stretch` · steepness · sum.

    `steepness` is the default in a file: a power of two, as `stretch` is, so that folding it into the weights loses no
    bit. `steepest` is the largest that can be read: FANN clips steepness · sum to 150 / steepness, and from 15 on every
    bounded function here is at its limit, to 1e-12. No output is greater in size than `highest`.
    """

    twin: str
    stretch: float
    steepness: float
    steepest: float
    highest: float = 1.0


# THRESHOLD is not among them: it is 1 at z = 0, where step is 0.
FUNCTIONS: dict[int, FannFunction] = {
    NAMES.index("LINEAR"): FannFunction("linear", 1, 0.5, steepest=1, highest=inf),
    NAMES.index("SIGMOID"): FannFunction("sigmoid", 2, 0.5, steepest=10),
    NAMES.index("SIGMOID_STEPWISE"): FannFunction("sigmoid_stepwise", 2, 0.5, steepest=10),
    NAMES.index("SIGMOID_SYMMETRIC"): FannFunction("tanh", 1, 1, steepest=10),
    NAMES.index("SIGMOID_SYMMETRIC_STEPWISE"): FannFunction("tanh_stepwise", 1, 1, steepest=10),
    NAMES.index("GAUSSIAN"): FannFunction("gaussian", 1, 1, steepest=10),
}


def function_of(number: int, where: str) -> FannFunction:
    """Return the function of that number; `BadInput` if core has no such function."""
    if number not in FUNCTIONS:
        name = f"{number} ({NAMES[number]})" if number < len(NAMES) else str(number)
        refuse(where, name, "one of " + ", ".join(f"{known} ({NAMES[known]})" for known in FUNCTIONS))
    return FUNCTIONS[number]


def number_of(activation: str, where: str) -> int:
    """Return the number of FANN's function for an activation; `BadInput` if there is none."""
    numbers = {function.twin: number for number, function in FUNCTIONS.items()}
    if activation not in numbers:
        refuse(where, activation, "one that FANN has, too: " + ", ".join(numbers))
    return numbers[activation]


ROOM = 150.0
"""libfann clips the output of a linear neuron at this number over its steepness."""
SMALLEST_STEEPNESS = 2**-10


def written_steepness(function: FannFunction, largest: float) -> float:
    """Return the steepness to write for neurons whose z may be as large as `largest`.

    For a linear one FANN's default, 1/2, so that libfann trains on as with a network of its own; halved until z is not
    clipped. The weights in the file grow by as much, and libfann limits weights to 1,500 when it trains: no steepness
    is smaller than necessary.
    """
    steepness = function.steepness
    if function.twin == "linear":
        while steepness > SMALLEST_STEEPNESS and largest > ROOM / steepness:
            steepness /= 2
    return steepness
