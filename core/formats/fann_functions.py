"""FANN's activation functions: their numbers in a .net file, and which of core's does the same (fann_data.h, 2.2)."""

from dataclasses import dataclass

from core.activation import Activation
from core.errors import refuse

NAMES = (
    "LINEAR",
    "THRESHOLD",
    "THRESHOLD_SYMMETRIC",
    "SIGMOID",
    "SIGMOID_STEPWISE",
    "SIGMOID_SYMMETRIC",
    "SIGMOID_SYMMETRIC_STEPWISE",
    "GAUSSIAN",
    "GAUSSIAN_SYMMETRIC",
    "GAUSSIAN_STEPWISE",
    "ELLIOT",
    "ELLIOT_SYMMETRIC",
    "LINEAR_PIECE",
    "LINEAR_PIECE_SYMMETRIC",
    "SIN_SYMMETRIC",
    "COS_SYMMETRIC",
    "SIN",
    "COS",
)


@dataclass(frozen=True)
class FannFunction:
    """FANN's function of a sum is core's of z = `stretch` · steepness · sum.

    `steepness` is what is written: a power of two, as `stretch` is, so that folding it into the weights loses no bit.
    `steepest` is the most that can be read: FANN holds steepness · sum within 150 / steepness, and from 15 on every
    bounded function here is at its limit, to 1e-12.
    """

    twin: str
    stretch: float
    steepness: float
    steepest: float

    @property
    def scale(self) -> float:
        """The quotient z / sum at the steepness that is written."""
        return self.stretch * self.steepness


# The limit of 150 / steepness cuts the linear function, too: the steepness written moves the cut out to 153,600.
# THRESHOLD is not among them: it is 1 at z = 0, where step is 0.
FUNCTIONS: dict[int, FannFunction] = {
    NAMES.index("LINEAR"): FannFunction("linear", 1, 2**-10, steepest=1),
    NAMES.index("SIGMOID"): FannFunction("sigmoid", 2, 0.5, steepest=10),
    NAMES.index("SIGMOID_STEPWISE"): FannFunction("sigmoid_stepwise", 2, 0.5, steepest=10),
    NAMES.index("SIGMOID_SYMMETRIC"): FannFunction("tanh", 1, 1, steepest=10),
    NAMES.index("SIGMOID_SYMMETRIC_STEPWISE"): FannFunction("tanh_stepwise", 1, 1, steepest=10),
    NAMES.index("GAUSSIAN"): FannFunction("gaussian", 1, 1, steepest=10),
}


def function_of(number: int, where: str) -> FannFunction:
    """The function of that number; `BadInput` where core has no twin of it."""
    if number not in FUNCTIONS:
        name = f"{number} ({NAMES[number]})" if number < len(NAMES) else str(number)
        refuse(where, name, "one of " + ", ".join(f"{known} ({NAMES[known]})" for known in FUNCTIONS))
    return FUNCTIONS[number]


def number_of(activation: Activation, where: str) -> int:
    """The number of FANN's twin of an activation; `BadInput` where there is none."""
    numbers = {function.twin: number for number, function in FUNCTIONS.items()}
    if activation.name not in numbers:
        refuse(where, activation.name, "one that FANN has, too: " + ", ".join(numbers))
    return numbers[activation.name]
