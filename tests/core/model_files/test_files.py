"""What all formats share: how files are found, replaced and left alone."""

import os
import stat

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.files.atomic_file import replacing
from perceptop.core.nn.networks.network import Network

SUFFIXES = (".json", ".npz", ".net")


@pytest.mark.parametrize("name", ["model.pt", "model", "model.json.gz"])
def test_an_unknown_ending_is_refused_both_ways(tmp_path, name):
    for use in (Network([1, 1]).save, Network.load):
        with pytest.raises(BadInput, match=r"expected one that ends with \.json, \.npz, \.net"):
            use(tmp_path / name)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_ending_may_be_in_capitals(tmp_path, suffix):
    path = tmp_path / f"MODEL{suffix.upper()}"
    Network([1, 1]).save(path)
    assert Network.load(path).layers == (1, 1)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_missing_file_is_named(tmp_path, suffix):
    path = tmp_path / f"none{suffix}"
    with pytest.raises(BadInput, match="found no such file") as problem:
        Network.load(path)
    assert str(path) in str(problem.value)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_is_refused_both_ways(tmp_path, suffix):
    path = tmp_path / f"folder{suffix}"
    path.mkdir()
    for use in (Network([1, 1]).save, Network.load):
        with pytest.raises(BadInput, match="expected a"):
            use(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_pipe_is_refused_at_once(tmp_path, suffix):
    path = tmp_path / f"pipe{suffix}"
    os.mkfifo(path)
    with pytest.raises(BadInput, match="not an ordinary file"):
        Network.load(path)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_place_that_is_not_there_is_refused(tmp_path, suffix):
    with pytest.raises(BadInput, match="expected a file that can be written"):
        Network([1, 1]).save(tmp_path / "nowhere" / f"model{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_a_diverged_network_is_refused_and_the_old_file_stays(tmp_path, suffix, number):
    path = tmp_path / f"model{suffix}"
    network = Network([2, 1])
    network.save(path)
    before = path.read_bytes()
    network.weights[0][1, 0] = number
    with pytest.raises(BadInput, match=r"weights\[0\]\[1\]\[0\]: found (nan|inf), expected a finite number"):
        network.save(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_network_gives_the_same_bytes(tmp_path, suffix):
    paths = [tmp_path / f"{name}{suffix}" for name in "ab"]
    for path in paths:
        Network([2, 2, 1], seed=4).save(path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_write_that_breaks_off_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "model.json"
    path.write_text("old")

    def broken_off():
        with replacing(path, "model.json") as file:
            file.write(b"half of the n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_in_one_line(tmp_path):
    with (
        pytest.raises(
            BadInput, match=r"model\.json: found no space left on device, expected a file that can be written"
        ),
        replacing(tmp_path / "model.json", "model.json"),
    ):
        raise OSError(28, "No space left on device")
    assert not list(tmp_path.iterdir())


def test_a_new_file_has_the_permissions_of_any_other_new_file(tmp_path):
    Network([1, 1]).save(tmp_path / "model.json")
    (tmp_path / "plain").touch()
    assert (tmp_path / "model.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_private_file_stays_private(tmp_path):
    path = tmp_path / "model.json"
    Network([1, 1]).save(path)
    path.chmod(0o600)
    Network([1, 1]).save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_a_link_to_the_file_that_is_replaced(tmp_path):
    (tmp_path / "deep").mkdir()
    target, link = tmp_path / "deep" / "model.json", tmp_path / "latest.json"
    link.symlink_to(target)
    Network([1, 1]).save(link)
    assert link.is_symlink()
    assert Network.load(target).layers == (1, 1)
