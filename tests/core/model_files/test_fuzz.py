"""Files that are cut off or changed at random: they are read, or refused in one line, and nothing else happens."""

from pathlib import Path

import numpy as np
import pytest

from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.model_files.model_record import Labels
from perceptop.core.nn.networks.network import Network

pytestmark = pytest.mark.slow

FANN = Path(__file__).parent / "fann" / "and.net"
SUFFIXES = (".json", ".npz", ".net")


@pytest.fixture
def files(tmp_path):
    """A whole file of each format, as bytes by suffix."""
    labels = Labels(("left", "right"), ("both",), Symbols({"w": 0.1}))
    network = Network([2, 2, 1], ["tanh", "sigmoid"], seed=1, labels=labels)
    whole = {}
    for suffix in (".json", ".npz"):
        network.save(tmp_path / f"whole{suffix}")
        whole[suffix] = (tmp_path / f"whole{suffix}").read_bytes()
    return whole | {".net": FANN.read_bytes()}


def load_or_refuse(path, data):
    path.write_bytes(data)
    try:
        network = Network.load(path)
    except BadInput as problem:
        message = str(problem)
    else:
        assert np.isfinite(network.theta).all()
        return network
    assert "\n" not in message
    assert len(message) < 1000
    return None


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_cut_off_anywhere_is_refused(files, tmp_path, suffix):
    whole = files[suffix]
    for length in range(len(whole.rstrip())):
        assert load_or_refuse(tmp_path / f"cut{suffix}", whole[:length]) is None, length


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_with_flipped_bits_is_read_or_refused(files, tmp_path, suffix):
    random = np.random.default_rng(11)
    for _ in range(1500):
        data = bytearray(files[suffix])
        for place in random.integers(0, len(data), random.integers(1, 4)):
            data[place] ^= 1 << random.integers(0, 8)
        load_or_refuse(tmp_path / f"flipped{suffix}", bytes(data))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_with_pieces_moved_is_read_or_refused(files, tmp_path, suffix):
    random = np.random.default_rng(12)
    whole = files[suffix]
    for _ in range(500):
        start, end, to = random.integers(0, len(whole), 3)
        data = whole[:to] + whole[min(start, end) : max(start, end)] + whole[to + random.integers(0, 40) :]
        load_or_refuse(tmp_path / f"moved{suffix}", data)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_random_bytes_are_refused(tmp_path, suffix):
    random = np.random.default_rng(13)
    for length in (1, 10, 1000, 100_000):
        assert load_or_refuse(tmp_path / f"noise{suffix}", random.bytes(length)) is None
