"""Optimizers: how a gradient becomes Δw. Each is its formula, as calls over flat vectors, and the state it keeps."""

from functools import partial
from typing import ClassVar

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.numpy_calls import Call, constant, larger, smaller
from perceptop.core.nn.settings import OPTIMIZER_LIMITS


def require_setting(name: str, value: float) -> None:
    """Raise `BadInput` for a value that the setting cannot have."""
    kind = OPTIMIZER_LIMITS[name]
    try:
        kind.convert(value)
    except ValueError:
        refuse(name.replace("_", " "), value, kind.name)


class Optimizer:
    """Turns `gradient` into `step` (Δw) and adds it to `theta`, all flat vectors of equal length.

    Settings are 0-d arrays, so that they can change while calls that hold them are in use; `state` is all that the next
    step depends on besides theta and the gradient, `step` included.
    """

    name: ClassVar[str]
    formula: ClassVar[str]
    full_batch: ClassVar[bool] = False
    """Whether it needs the gradient over all examples: one that compares gradients of several epochs."""
    follows_size: ClassVar[bool]
    """Whether a smaller gradient makes a smaller step, or only its sign and its past count."""

    def __init__(self, **settings: float) -> None:
        for name, value in settings.items():
            require_setting(name, value)
        self._settings = {name: np.array(float(value)) for name, value in settings.items()}
        self._minus_rate = np.array(-settings.get("learning_rate", 1.0))
        self.state: dict[str, Array] = {}

    @property
    def settings(self) -> dict[str, float]:
        """Return all its settings by name."""
        return {name: float(value) for name, value in self._settings.items()}

    def change(self, **settings: float) -> None:
        """Set settings to new values. Calls made before a momentum of 0 became another number must be made again.

        `BadInput`, with nothing changed, for an unknown name or a value that the setting cannot have.
        """
        for name, value in settings.items():
            if name not in self._settings:
                refuse(name, value, f"a setting of {self.name}: {', '.join(self._settings)}")
            require_setting(name, value)
        for name, value in settings.items():
            self._settings[name][...] = value
        self._minus_rate[...] = -self.settings.get("learning_rate", 1.0)

    def vary(self, **settings: Array) -> None:
        """Give each of several networks its own learning rate or momentum, `(networks,)`, theta's last axis.

        Call it before `calls`; `settings` and all that reads single numbers from it do not apply afterwards.
        """
        for name, values in settings.items():
            if name not in ("learning_rate", "momentum") or name not in self._settings:
                refuse(name, "one for each network", f"none: {self.name} has no {name.replace('_', ' ')}")
            for value in values:
                require_setting(name, float(value))
            self._settings[name] = values
            if name == "learning_rate":
                self._minus_rate = -values

    @property
    def learning_rate(self) -> float:
        """Return the factor from gradient to Δw; 1 if the method has none."""
        return self.settings.get("learning_rate", 1.0)

    @property
    def momentum(self) -> float:
        """Return the share of the last Δw that is added to the next; 0 if the method has none."""
        return self.settings.get("momentum", 0.0)

    def calls(self, theta: Array, gradient: Array, step: Array) -> list[Call]:
        """Return the calls of one update; allocate its state at the first call."""
        raise NotImplementedError

    def _keep(self, name: str, like: Array, value: float = 0.0) -> Array:
        return self.state.setdefault(name, np.full_like(like, value))

    def __repr__(self) -> str:
        return f"{self.name}({', '.join(f'{name}={value:g}' for name, value in self.settings.items())})"


class Sgd(Optimizer):
    """Gradient descent with momentum (Polyak, 1964): a share of the last step is added to the next."""

    name = "sgd"
    formula = "Δw = -learning rate · gradient + momentum · last Δw"
    follows_size = True

    def __init__(self, learning_rate: float = 0.5, momentum: float = 0.0) -> None:
        super().__init__(learning_rate=learning_rate, momentum=momentum)

    def calls(self, theta: Array, gradient: Array, step: Array) -> list[Call]:
        self.state["step"] = step
        add: Call = (np.add, theta, step, theta)
        if not self._settings["momentum"].any():
            return [(np.multiply, gradient, self._minus_rate, step), add]
        scaled = np.empty_like(gradient)
        return [
            (np.multiply, step, self._settings["momentum"], step),
            (np.multiply, gradient, self._minus_rate, scaled),
            (np.add, step, scaled, step),
            add,
        ]


class Adam(Optimizer):
    """Kingma and Ba, Adam: a method for stochastic optimization, 2015, algorithm 1."""

    name = "adam"
    formula = "Δw = -learning rate · m′ / (√v′ + ε)"
    follows_size = False
    epsilon = 1e-8

    def __init__(self, learning_rate: float = 0.01, beta1: float = 0.9, beta2: float = 0.999) -> None:
        super().__init__(learning_rate=learning_rate, beta1=beta1, beta2=beta2)

    def calls(self, theta: Array, gradient: Array, step: Array) -> list[Call]:
        beta1, beta2 = self._settings["beta1"], self._settings["beta2"]
        m, v = self._keep("m", theta), self._keep("v", theta)
        power1, power2 = self._keep("beta1^t", beta1, 1.0), self._keep("beta2^t", beta2, 1.0)
        self.state["step"] = step
        one = constant(1, beta1)
        rest, share, root = np.empty(()), np.empty_like(theta), np.empty_like(theta)
        return [
            # m = β1 m + (1 - β1) g
            (np.multiply, m, beta1, m),
            (np.subtract, one, beta1, rest),
            (np.multiply, gradient, rest, share),
            (np.add, m, share, m),
            # v = β2 v + (1 - β2) g²
            (np.multiply, v, beta2, v),
            (np.subtract, one, beta2, rest),
            (np.multiply, gradient, gradient, share),
            (np.multiply, share, rest, share),
            (np.add, v, share, v),
            # √v′ + ε, with v′ = v / (1 - β2^t)
            (np.multiply, power2, beta2, power2),
            (np.subtract, one, power2, rest),
            (np.divide, v, rest, root),
            (np.sqrt, root, root),
            (np.add, root, constant(self.epsilon, theta), root),
            # Δw = -rate · m′ / (√v′ + ε), with m′ = m / (1 - β1^t)
            (np.multiply, power1, beta1, power1),
            (np.subtract, one, power1, rest),
            (np.divide, m, rest, step),
            (np.divide, step, root, step),
            (np.multiply, step, self._minus_rate, step),
            (np.add, theta, step, theta),
        ]


class IRpropMinus(Optimizer):
    """One step size per weight; only the gradient's sign counts. For full batches.

    Igel and Hüsken, Empirical evaluation of the improved Rprop learning algorithms, 2003, iRprop-: if the gradient
    keeps its sign, the step grows by a factor of 1.2; if it turns, the step halves and the weight stays once.
    """

    name = "irprop-"
    formula = "Δw = -sign(gradient) · step size"
    follows_size = False
    full_batch = True
    growth, shrink, smallest, largest = 1.2, 0.5, 1e-9, 50.0

    def __init__(self, first_step: float = 0.1) -> None:
        super().__init__(first_step=first_step)

    def calls(self, theta: Array, gradient: Array, step: Array) -> list[Call]:
        size = self._keep("step_size", theta, self.settings["first_step"])
        last = self._keep("last_gradient", theta)
        self.state["step"] = step
        factor = np.empty_like(theta)
        kept, turned = np.empty_like(theta, bool), np.empty_like(theta, bool)
        zero, one = constant(0, theta), constant(1, theta)
        grown, shrunk = constant(self.growth, theta), constant(self.shrink, theta)
        low, high = constant(self.smallest, theta), constant(self.largest, theta)
        return [
            # By signs: the product itself underflows to 0 if gradients are small.
            (np.sign, gradient, factor),
            (np.multiply, factor, last, factor),
            (np.greater, factor, zero, kept),
            (np.less, factor, zero, turned),
            (np.copyto, factor, one),
            (np.copyto, factor, grown, "same_kind", kept),
            (np.copyto, factor, shrunk, "same_kind", turned),
            (np.multiply, size, factor, size),
            smaller(size, high, size),
            larger(size, low, size),
            (np.sign, gradient, last),
            (np.copyto, last, zero, "same_kind", turned),
            (np.multiply, last, size, step),
            (np.negative, step, step),
            (np.add, theta, step, theta),
        ]


class FannIRpropMinus(Optimizer):
    """iRPROP- as libfann 2.2 computes it (fann_train.c); it differs from Igel's and Hüsken's in four ways.

    The step size grows if the sign is not the opposite one, so from the first epoch on and after each turn. Before it
    grows or shrinks it is at least 1e-4. A gradient of 0, which one that has turned is taken for, moves the weight up
    by the step size. A weight is limited to ±1500. Some of its numbers are of single precision.
    """

    name = "fann-irprop-"
    formula = "Δw = step size, down if gradient > 0, else up"
    follows_size = False
    full_batch = True
    growth, shrink, smallest, largest = float(np.float32(1.2)), 0.5, 1e-4, 50.0
    limit = 1500.0

    def __init__(self, first_step: float = float(np.float32(0.1))) -> None:
        super().__init__(first_step=first_step)

    def calls(self, theta: Array, gradient: Array, step: Array) -> list[Call]:
        size = self._keep("step_size", theta, self.settings["first_step"])
        last = self._keep("last_gradient", theta)
        self.state["step"] = step
        sign, room = np.empty_like(theta), np.empty_like(theta)
        turned, down, up = (np.empty_like(theta, bool) for _ in range(3))
        zero, limit = constant(0, theta), constant(self.limit, theta)
        grown, shrunk = constant(self.growth, theta), constant(self.shrink, theta)
        return [
            (np.sign, gradient, sign),
            (np.multiply, sign, last, room),
            (np.less, room, zero, turned),
            larger(size, constant(self.smallest, theta), step),
            (np.multiply, step, grown, size),
            smaller(size, constant(self.largest, theta), size),
            (partial(np.multiply, out=size, where=turned), step, shrunk),
            (np.copyto, last, sign),
            (np.copyto, last, zero, "same_kind", turned),
            # Δw, limited so that the weight stays within ±1500
            (np.greater, last, zero, down),
            (np.logical_not, down, up),
            (np.copyto, step, size),
            (partial(np.negative, out=step, where=down), step),
            (np.subtract, limit, theta, room),
            (partial(np.minimum, out=step, where=up), step, room),
            (np.add, limit, theta, room),
            (np.negative, room, room),
            (partial(np.maximum, out=step, where=down), step, room),
            (np.add, theta, step, theta),
        ]


OPTIMIZERS: dict[str, type[Optimizer]] = {kind.name: kind for kind in (Sgd, Adam, IRpropMinus, FannIRpropMinus)}


def find_optimizer(name: str, where: str = "optimizer") -> type[Optimizer]:
    """Return the optimizer of that name, in any case; `BadInput` lists the names if there is none."""
    found = "irprop-" if name.lower() in ("irprop", "rprop") else name.lower()
    if found not in OPTIMIZERS:
        refuse(where, name, "one of " + ", ".join(OPTIMIZERS))
    return OPTIMIZERS[found]


def make_optimizer(name: str, **settings: float | None) -> Optimizer:
    """Make an optimizer by name, with its settings; None leaves the default.

    `BadInput` for an unknown name or a setting that the method does not have; a momentum of 0 is accepted by all.
    """
    optimizer = find_optimizer(name)()
    for setting, value in settings.items():
        if value is None or (setting == "momentum" and value == 0):
            continue
        if setting not in optimizer.settings:
            refuse(setting, value, f"none: {optimizer.name} has no {setting.replace('_', ' ')}")
        optimizer.change(**{setting: value})
    return optimizer
