"""The lines of FANN's text .net, in their order: `key=value`, each key once."""

import re

from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import shorten

VERSION = "FANN_FLO_2.1"
NEURONS = "neurons (num_inputs, activation_function, activation_steepness)"
CONNECTIONS = "connections (connected_to_neuron, weight)"

# libfann reads the lines in this order. A network does not hold how it was trained: FANN's defaults are written.
KEYS: dict[str, str] = {
    "num_layers": "",
    "learning_rate": "0.700000",
    "connection_rate": "1.000000",
    "network_type": "0",
    "learning_momentum": "0.000000",
    "training_algorithm": "2",
    "train_error_function": "1",
    "train_stop_function": "0",
    "cascade_output_change_fraction": "0.010000",
    "quickprop_decay": "-0.000100",
    "quickprop_mu": "1.750000",
    "rprop_increase_factor": "1.200000",
    "rprop_decrease_factor": "0.500000",
    "rprop_delta_min": "0.000000",
    "rprop_delta_max": "50.000000",
    "rprop_delta_zero": "0.100000",
    "cascade_output_stagnation_epochs": "12",
    "cascade_candidate_change_fraction": "0.010000",
    "cascade_candidate_stagnation_epochs": "12",
    "cascade_max_out_epochs": "150",
    "cascade_min_out_epochs": "50",
    "cascade_max_cand_epochs": "150",
    "cascade_min_cand_epochs": "50",
    "cascade_num_candidate_groups": "2",
    "bit_fail_limit": "3.49999999999999977796e-01",
    "cascade_candidate_limit": "1.00000000000000000000e+03",
    "cascade_weight_multiplier": "4.00000000000000022204e-01",
    "cascade_activation_functions_count": "10",
    "cascade_activation_functions": "3 5 7 8 10 11 14 15 16 17 ",
    "cascade_activation_steepnesses_count": "4",
    "cascade_activation_steepnesses": "2.50000000000000000000e-01 5.00000000000000000000e-01 "
    "7.50000000000000000000e-01 1.00000000000000000000e+00 ",
    "layer_sizes": "",
    "scale_included": "0",
    NEURONS: "",
    CONNECTIONS: "",
}
_NEEDED = ("num_layers", "connection_rate", "network_type", "layer_sizes", NEURONS, CONNECTIONS)
_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?"


def read_keys(text: str, label: str) -> dict[str, str]:
    """Return the values by key; `BadInput` for another version, an unknown or repeated key, or a missing one."""
    # Split at most once per key: what follows the last key is one line, and wrong if it is not blank.
    first, *lines = (line.strip("\r") for line in text.split("\n", 2 * len(KEYS)))
    if first != VERSION:
        fixed = " (fixed point)" if first.startswith("FANN_FIX") else ""
        refuse(f"{label}, line 1", f"{shorten(first) or 'nothing'}{fixed}", VERSION)
    values: dict[str, str] = {}
    for number, line in enumerate(lines, 2):
        key, equals, value = line.partition("=")
        if line.strip() and (not equals or key not in KEYS or key in values):
            what = f"{key} again" if key in values else line
            refuse(f"{label}, line {number}", what, "a key of FANN's, each once, with its value: key=value")
        if equals:
            values[key] = value.strip()
    for key in _NEEDED:
        if key not in values:
            refuse(f"{label}: {key}", "nothing", "a value")
    return values


def whole(text: str, where: str) -> int:
    """Read a whole number of at most nine digits."""
    if not _WHOLE.fullmatch(text):
        refuse(where, text or "nothing", "a whole number")
    return int(text)


def number(text: str, where: str) -> float:
    """Read a number, which may be too large to be finite."""
    if not re.fullmatch(_NUMBER, text):
        refuse(where, text or "nothing", "a number")
    return float(text)


def tuples(text: str, whole_numbers: int, most: int, where: str) -> list[tuple[str, ...]]:
    """Read tuples in brackets, each of `whole_numbers` whole numbers of at most nine digits and a last number.

    `BadInput` if it is anything else, and for more than `most` of them.
    """
    shape = re.compile(r"\(" + r"([0-9]{1,9}), " * whole_numbers + f"({_NUMBER})" + r"\) ?")
    found: list[tuple[str, ...]] = []
    place = 0
    while place < len(text):
        match = shape.match(text, place)
        if not match:
            refuse(
                f"{where}, number {len(found) + 1}",
                text[place : place + 40],
                f"{whole_numbers + 1} numbers in brackets",
            )
        if len(found) == most:
            refuse(where, f"more than {most:,}", "fewer")
        found.append(match.groups())
        place = match.end()
    return found
