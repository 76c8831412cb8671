"""The [network] table of an experiment file: layers, activations, and the first weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.files.toml_table import TomlTable, one_of
from perceptop.core.files.value_kinds import FROM_0, NUMBER
from perceptop.core.model_files.model_record import Labels
from perceptop.core.nn.initializers import GENERATORS, ByNeuron, Constant, Glorot, He, Initializer, Normal, Uniform
from perceptop.core.nn.networks.network import Network

INITIALIZERS = ("uniform", "normal", "glorot", "he", "constant")
ORDERS = ("by input", "by neuron")
Arrays = tuple[Any, ...]


@dataclass(frozen=True)
class NetworkSettings:
    """Settings that a network is built from. `weights` and `biases` are an initializer, or given arrays."""

    layers: tuple[int, ...]
    activations: tuple[str, ...]
    bias: tuple[bool, ...]
    weights: Initializer | Arrays | None = None
    biases: Initializer | None = None
    seed: int = 0
    generator: str = "default"
    dtype: str = "float64"

    @property
    def drawn(self) -> bool:
        """Return whether the first weights follow from the seed."""
        return not isinstance(self.weights, tuple)

    def build(self, seed: int, labels: Labels) -> Network:
        """The network with its first weights."""
        return Network(
            self.layers,
            self.activations,
            bias=self.bias,
            weights=self.weights,
            biases=self.biases,
            seed=seed,
            generator=self.generator,
            dtype=self.dtype,
            labels=labels,
        )


def read_network(table: TomlTable) -> NetworkSettings:
    """Read the table; `BadInput` names the key that is missing or wrong."""
    layers = table.wholes("layers", (), least=1)
    activations = _activations(table)
    bias = _bias(table)
    dtype = table.text("dtype", "float64")
    if isinstance(given := table.take("weights"), list):
        settings = _given(table, given, layers, activations, bias, dtype)
    else:
        settings = _drawn(table, given, layers, activations, bias, dtype)
    table.finish()
    return settings


def _activations(table: TomlTable) -> tuple[str, ...]:
    if "activation" in table and "activations" in table:
        table.refuse("activation", table.take("activation"), "either this key or activations, not both")
    key = "activation" if "activation" in table else "activations"
    return table.texts(key, ("sigmoid",))


def _bias(table: TomlTable) -> tuple[bool, ...]:
    value = table.take("bias", True)
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(each, bool) for each in values):
        table.refuse("bias", value, "true or false, or a list of them, one for each layer after the inputs")
    return tuple(values)


def _drawn(
    table: TomlTable,
    weights: object,
    layers: tuple[int, ...],
    activations: tuple[str, ...],
    bias: tuple[bool, ...],
    dtype: str,
) -> NetworkSettings:
    if len(layers) < 2:
        table.refuse("layers", list(layers) if layers else None, "two or more sizes, inputs first")
    seed, generator, how = 0, "default", None
    if weights is not None:
        if not isinstance(weights, dict):
            table.refuse("weights", weights, "a table like { uniform = [-1, 1] }, or a list of numbers for each layer")
        source = TomlTable(weights, table.file, f"{table.path}weights.")
        seed, generator = source.whole("seed", 0), source.text("generator", "default")
        if generator not in GENERATORS:
            source.refuse("generator", generator, one_of(GENERATORS))
        order = source.text("order", "by input")
        if order not in ORDERS:
            source.refuse("order", order, one_of(ORDERS))
        how = _initializer(source)
        how = ByNeuron(how) if order == "by neuron" else how
    biases = table.table("biases")
    return NetworkSettings(
        layers,
        _for_each(table, "activations", activations, len(layers) - 1),
        _for_each(table, "bias", bias, len(layers) - 1),
        how,
        _initializer(biases) if biases is not None else None,
        seed,
        generator,
        dtype,
    )


def _initializer(table: TomlTable) -> Initializer:
    chosen = [name for name in INITIALIZERS if name in table]
    if len(chosen) != 1:
        refuse(table.where("").rstrip("."), " and ".join(chosen) or "no way to draw numbers", one_of(INITIALIZERS))
    name = chosen[0]
    how: Initializer
    if name == "constant":
        how = Constant(table.number(name, 0.0))
    elif name in ("glorot", "he"):
        if not table.flag(name, True):
            table.refuse(name, False, "true")
        how = Glorot() if name == "glorot" else He()
    else:
        how = _spread(table, name)
    table.finish()
    return how


def _spread(table: TomlTable, name: str) -> Initializer:
    first, second = table.numbers(name, 2) or (0.0, 1.0)
    if name == "normal":
        if not FROM_0.holds(second):
            table.refuse(name, [first, second], "mean and deviation, the latter 0 or more")
        return Normal(first, second)
    if first > second:
        table.refuse(name, [first, second], "the lower limit first")
    return Uniform(first, second)


def _given(
    table: TomlTable,
    weights: list[Any],
    layers: tuple[int, ...],
    activations: tuple[str, ...],
    bias: tuple[bool, ...],
    dtype: str,
) -> NetworkSettings:
    for layer, rows in enumerate(weights):
        _require_numbers(table, f"weights[{layer}]", rows, 2)
    biases = table.take("biases")
    if biases is not None:
        if not isinstance(biases, list):
            table.refuse("biases", biases, "a list of numbers for each layer, as the weights are given")
        for layer, row in enumerate(biases):
            _require_numbers(table, f"biases[{layer}]", row, 1)
        if len(biases) != len(weights):
            table.refuse("biases", f"{len(biases)} layers", f"{len(weights)}, as in weights")
    if len(set(bias)) > 1:
        table.refuse("bias", list(bias), "true or false for all layers where weights are given")
    apart = {"biases": biases} if biases is not None else {"bias_row": bias[0]}
    # Built once here, so that a wrong shape is refused with the file's name first.
    try:
        network = Network.from_weights(weights, activation=activations, dtype=dtype, **apart)
    except BadInput as problem:
        raise BadInput(table.where("") + str(problem)) from None
    if layers and network.layers != layers:
        table.refuse("layers", list(layers), f"{list(network.layers)}, the shape of the weights, or nothing")
    count = len(network.layers) - 1
    names = _for_each(table, "activations", activations, count)
    return NetworkSettings(network.layers, names, network.bias, tuple(network.weights), dtype=dtype)


def _require_numbers(table: TomlTable, key: str, value: object, depth: int) -> None:
    """Require nested lists, `depth` deep, of finite numbers, equally long at each level."""
    expected = "rows of numbers, all equally long" if depth == 2 else "a list of numbers"
    if not isinstance(value, list) or not value:
        table.refuse(key, value, expected)
    if depth > 1:
        for each in value:
            _require_numbers(table, key, each, depth - 1)
        if len({len(each) for each in value}) > 1:
            table.refuse(key, value, expected)
        return
    for each in value:
        TomlTable({key: each}, table.file, table.path).number(key, 0.0, NUMBER)


def _for_each(table: TomlTable, key: str, values: Sequence[Any], count: int) -> tuple[Any, ...]:
    if len(values) not in (1, count):
        table.refuse(key, list(values), f"1 or {count} values, one for each layer after the inputs")
    return tuple(values) * (count if len(values) == 1 else 1)
