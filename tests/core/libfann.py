"""libfann itself, by ctypes, for tests that compare with it if it is there (Debian: libfann-dev or libfann2)."""

import ctypes
from pathlib import Path

import numpy as np
import pytest

POINTER, TEXT, WHOLE, SINGLE = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint, ctypes.c_float


class _Connection(ctypes.Structure):
    _fields_ = (("source", WHOLE), ("target", WHOLE), ("weight", ctypes.c_double))


def _loaded():
    try:
        library = ctypes.CDLL("libdoublefann.so.2")
    except OSError:
        return None
    for name, result, *arguments in (
        ("fann_create_from_file", POINTER, TEXT),
        ("fann_destroy", None, POINTER),
        ("fann_save", ctypes.c_int, POINTER, TEXT),
        ("fann_run", ctypes.POINTER(ctypes.c_double), POINTER, POINTER),
        ("fann_get_num_output", WHOLE, POINTER),
        ("fann_get_total_connections", WHOLE, POINTER),
        ("fann_get_connection_array", None, POINTER, POINTER),
        ("fann_read_train_from_file", POINTER, TEXT),
        ("fann_destroy_train", None, POINTER),
        ("fann_save_train", ctypes.c_int, POINTER, TEXT),
        ("fann_train_epoch", SINGLE, POINTER, POINTER),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


LIBRARY = _loaded()
needs_libfann = pytest.mark.skipif(LIBRARY is None, reason="libfann is not installed")


class FannNetwork:
    """A network that libfann has loaded from a .net file."""

    def __init__(self, path: Path) -> None:
        self._network = LIBRARY.fann_create_from_file(str(path).encode())
        assert self._network

    def __del__(self) -> None:
        if self._network:
            LIBRARY.fann_destroy(self._network)

    def run(self, inputs):
        """The outputs for some examples."""
        rows = [np.ascontiguousarray(row, float) for row in inputs]
        width = LIBRARY.fann_get_num_output(self._network)
        return np.array([LIBRARY.fann_run(self._network, row.ctypes.data)[:width] for row in rows])

    def weights(self):
        """All weights in libfann's order: neuron by neuron, its bias last."""
        found = (_Connection * LIBRARY.fann_get_total_connections(self._network))()
        LIBRARY.fann_get_connection_array(self._network, found)
        return np.array([connection.weight for connection in found])

    def train(self, data_file: Path, epochs: int):
        """The error that libfann reports of each epoch."""
        data = LIBRARY.fann_read_train_from_file(str(data_file).encode())
        assert data
        errors = [LIBRARY.fann_train_epoch(self._network, data) for _ in range(epochs)]
        LIBRARY.fann_destroy_train(data)
        return errors

    def save(self, path: Path) -> None:
        """Write the .net file that libfann writes."""
        LIBRARY.fann_save(self._network, str(path).encode())
