import io
import json
import struct
import zipfile

import numpy as np
import pytest

from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.model_files.model_record import Labels
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.networks.network import Network


@pytest.fixture
def network():
    labels = Labels(("left", "right ↑"), ("both",), Symbols({"w": 0.1, " ": 1 / 3}))
    return Network([2, 3, 1], ["tanh", "sigmoid"], bias=[True, False], weights=Uniform(-2, 2), seed=7, labels=labels)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model.npz"


@pytest.fixture
def arrays(network, path):
    """What is in the saved file, to be changed and written again."""
    network.save(path)
    with np.load(path, allow_pickle=False) as archive:
        return dict(archive)


def header(shape, kind="<f8"):
    """A version 1.0 .npy header without any numbers behind it."""
    text = repr({"descr": kind, "fortran_order": False, "shape": shape}).encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


def put(path, members, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_network_comes_back_to_the_last_bit(path, dtype):
    network = Network([2, 3, 1], ["tanh", "sigmoid"], bias=[True, False], seed=7, dtype=dtype)
    network.save(path)
    loaded = Network.load(path)
    assert repr(loaded) == repr(network)
    assert loaded.bias == network.bias
    assert loaded.theta.dtype == dtype
    np.testing.assert_array_equal(loaded.theta, network.theta)


def test_names_and_symbols_come_back_in_their_order(network, path):
    network.save(path)
    labels = Network.load(path).labels
    assert labels == network.labels
    assert list(labels.symbols.values) == ["w", " "]


def test_numpy_itself_reads_the_arrays(network, arrays):
    assert json.loads(str(arrays["network"]))["layers"] == [2, 3, 1]
    np.testing.assert_array_equal(arrays["weights_1"], network.weights[1])


def test_arrays_written_by_numpy_compressed_and_by_columns_are_read(network, arrays, path):
    arrays["weights_0"] = np.asfortranarray(arrays["weights_0"])
    np.savez_compressed(path, **arrays)
    np.testing.assert_array_equal(Network.load(path).theta, network.theta)


@pytest.mark.parametrize(
    ("name", "array", "message"),
    [
        ("weights_0", np.zeros((4, 3)), r"weights_0: found shape \(4, 3\), expected \(3, 3\)"),
        ("weights_0", np.zeros((3, 3), np.float32), "weights_0: found numbers of type f4, expected f8"),
        ("weights_0", np.zeros((3, 3), ">f8"), "weights_0: found .*, expected an array of numpy's, little-endian"),
        ("weights_0", np.full((3, 3), np.nan), r"weights\[0\]\[0\]\[0\]: found nan, expected a finite number"),
        ("weights_2", np.zeros((1, 1)), "found the unknown array weights_2, expected only network and weights_0 to"),
        ("network", np.array("{}"), "format: found nothing, expected perceptop-network"),
        ("network", np.array("{"), "network, line 1, column 2: found the end, expected JSON"),
        ("network", np.zeros(3), r"network: found an array f8\(3,\), expected a single text"),
    ],
)
def test_a_wrong_array_is_refused_by_its_name(arrays, path, name, array, message):
    np.savez(path, **(arrays | {name: array}))
    with pytest.raises(BadInput, match=message):
        Network.load(path)


@pytest.mark.parametrize("name", ["network", "weights_1"])
def test_a_missing_array_is_named(arrays, path, name):
    del arrays[name]
    np.savez(path, **arrays)
    with pytest.raises(BadInput, match=f"{name}: found no arrays of this name, expected one"):
        Network.load(path)


def test_a_pickle_is_never_opened(arrays, path, tmp_path):
    class Bomb:
        def __reduce__(self):
            return (tmp_path.joinpath("executed").touch, ())

    arrays["weights_0"] = np.array([Bomb()], object)
    np.savez(path, **arrays)
    with pytest.raises(BadInput, match="weights_0: found"):
        Network.load(path)
    assert not (tmp_path / "executed").exists()


def test_a_header_that_claims_terabytes_gets_no_room(arrays, path):
    members = {name: npy(array) for name, array in arrays.items()}
    put(path, members | {"weights_0": header((10**6, 10**6))})
    with pytest.raises(BadInput, match=r"weights_0: found shape \(1000000, 1000000\)"):
        Network.load(path)


def test_a_description_of_too_many_weights_gets_no_room(arrays, path):
    described = json.loads(str(arrays["network"])) | {"layers": [10**6, 10**6, 1], "input_names": []}
    arrays["network"] = np.array(json.dumps(described))
    np.savez(path, **arrays)
    with pytest.raises(BadInput, match=r"layers: found [0-9,]+ weights, expected at most 50,000,000"):
        Network.load(path)


def test_a_text_that_unpacks_to_gigabytes_gets_no_room(arrays, path):
    members = {name: npy(array) for name, array in arrays.items()}
    put(path, members | {"network": header((), "<U900000000")})
    with pytest.raises(BadInput, match="network: found an array U900000000"):
        Network.load(path)


def test_an_array_shorter_than_its_header_says_is_refused(arrays, path):
    members = {name: npy(array) for name, array in arrays.items()}
    put(path, members | {"weights_0": header((3, 3)) + bytes(8)})
    with pytest.raises(BadInput, match="weights_0: found 8 bytes, expected 72, as its header says"):
        Network.load(path)


def test_an_array_longer_than_its_header_says_is_refused_unread(arrays, path):
    members = {name: npy(array) for name, array in arrays.items()}
    put(path, members | {"weights_0": header((3, 3)) + bytes(5_000_000)}, zipfile.ZIP_DEFLATED)
    with pytest.raises(BadInput, match="weights_0: found more bytes, expected 72, as its header says"):
        Network.load(path)


def test_a_compression_that_may_want_gigabytes_is_refused(arrays, path):
    put(path, {name: npy(array) for name, array in arrays.items()}, zipfile.ZIP_LZMA)
    with pytest.raises(BadInput, match="network: found an unknown compression, expected none, or deflate"):
        Network.load(path)


def test_what_is_no_archive_is_refused(path):
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(BadInput, match="found a damaged archive"):
        Network.load(path)


@pytest.mark.parametrize(("size", "message"), [(400_000_000, "a damaged archive"), (500_000_000, "more than 397 MiB")])
def test_a_file_larger_than_the_largest_network_is_not_opened(path, size, message):
    with path.open("wb") as file:
        file.truncate(size)  # no block of it is written
    with pytest.raises(BadInput, match=f"found {message}"):
        Network.load(path)
