"""Files of all formats, changed at random: none may give a traceback, take more than 5 s or more than 1 GB.

`python tests/soak/fuzz.py --count 40000 --seed 1` prints what was found, and exits with 1 if anything was. Each case is
made from its number alone, so `--first N --count 1 --keep FOLDER` makes case N again. The cases run in processes of
their own, a share each: memory is measured for a process.
"""

import argparse
import contextlib
import io
import json
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from perceptop.app.cli.main import main as perceptop  # noqa: E402
from perceptop.app.run.open_run import open_session  # noqa: E402
from perceptop.app.run.options import RunOptions  # noqa: E402
from perceptop.app.run.saved_run import with_saved_run  # noqa: E402
from perceptop.app.teaching.presenter.cues import read_cues  # noqa: E402
from perceptop.core.errors.bad_input import BadInput  # noqa: E402
from perceptop.core.nn.networks.network import Network  # noqa: E402
from perceptop.core.protocol.changes import Change  # noqa: E402
from perceptop.core.protocol.commands import Fork, Make, SaveRun, Step  # noqa: E402

SECONDS, BYTES = 5.0, 1024**3
SHARE = 500
"""Cases a process."""
RUN = "run.toml"
WORDS = (
    *("0", "-1", "1e308", "1e400", "nan", "inf", "true", "[]", "[[]]", "{}", '""', "null", "999999999999999999999"),
    *("0x" + "f" * 5000, "1" * 5000, '"' + "x" * 500 + '"', "[[1,2],[3]]", "1e-320", "0.1", "2", "65536", "10000000"),
    *('"\\u001b]0;x\\u0007"', "\x1b[31m", "\u202e", "\x00", "\xff", ";", ",", "\t", "\n", "\r\n", "=", "#", "[", "'''"),
    *('"x**x**x**x"', '"a ^ b"', '"' + "~" * 300 + 'a"', "points = 1000000", "sets = 60000", "variables = 22"),
    *("layers = [2, 100000, 1]", "a" + ".a" * 300, "../../etc/passwd", '"max"', "[[event]]", "[[cue]]", "epochs = 0"),
)


NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
NUMBERS = tuple(b"0 1 -1 2 3 5 7 16 100 1000 30000 1000000 1e9 0.5 -0.25 1e-300 1e308 0.999999 12 4.0".split())


def seeds(folder):
    """One sound file of each kind by name, and of the kinds that an experiment reads."""
    found = {f"sample-{path.name}": path.read_bytes() for path in sorted((ROOT / "samples").glob("*.toml"))}
    found["rows.csv"] = b'a,b,"c d"\n0,0,1\n0.5,1e3,-2\n"1",1,0\n'
    found["rows.txt"] = (ROOT / "samples" / "xor.txt").read_bytes()
    found["rows.data"] = (ROOT / "samples" / "and.data").read_bytes()
    found["talk.toml"] = (ROOT / "samples" / "talks" / "xor.toml").read_bytes()
    found["events.toml"] = (
        b'[[event]]\nepoch = 1\nlearning_rate = 0.3\n\n[[event]]\nepoch = 2\nweight = "0.1-1.2"\nvalue = -0.5\n'
    )
    made = open_session(RunOptions("xor", paused=True))
    for command in (Step(20), Make(Change("learning_rate", 0.3)), Step(5), Fork(), SaveRun(str(folder / RUN), "xor")):
        made.handle(command)
        made.advance(0.1)
    found[RUN] = (folder / RUN).read_bytes()
    network = Network([2, 3, 1], activation="sigmoid", seed=1)
    for name in ("model.json", "model.npz", "model.net"):
        network.save(folder / name)
        found[name] = (folder / name).read_bytes()
    return found


def damaged(data, number, others):
    """The bytes of a file, changed in some places: bits, pieces, lines, numbers, words that have bitten before."""
    chance = random.Random(number)
    if chance.random() < 0.5:
        # Still sound by its form: what it asks for is another.
        numbers = list(NUMBER.finditer(data))
        for found in chance.sample(numbers, min(len(numbers), chance.choice((1, 1, 2, 4))))[::-1]:
            data = data.replace(found[0], chance.choice(NUMBERS), 1)
        return data
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(9):
            case 0:
                data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
            case 1:
                data = data[:place] + data[place + chance.randrange(1, 40) :]
            case 2:
                data = data[:place] + chance.choice(WORDS).encode() + data[place:]
            case 3:
                lines = data.split(b"\n")
                lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
                data = b"\n".join(lines)
            case 4:
                lines = data.split(b"\n")
                del lines[chance.randrange(len(lines))]
                data = b"\n".join(lines)
            case 5:
                head, equals, tail = data[place:].partition(b"=")
                end = tail.find(b"\n") if b"\n" in tail else len(tail)
                data = data[:place] + head + equals + b" " * bool(equals) + chance.choice(WORDS).encode() + tail[end:]
            case 6:
                data = data[:place]
            case 7:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                data = data[:place] + other[start : start + chance.randrange(200)] + data[place:]
            case 8:
                piece = data[place : place + chance.randrange(1, 60)]
                data = data[:place] + piece * chance.choice((2, 10, 300)) + data[place:]
        data = data[:300_000]
    return data


def commands(path):
    """What is done with a file: the arguments of each command."""
    name = path.name
    if name.startswith("sample-"):
        return [["train", str(path), "--epochs", "2"], ["explain", str(path)]]
    if name.startswith("rows"):
        return [["train", str(path.with_name(f"with-{name}.toml"))]]
    if name == "events.toml":
        return [["train", "xor", "--epochs", "3", "--events", str(path)]]
    return [["predict", str(path), "0", "1"], ["explain", str(path), "--inputs", "0,1"]]


def attempt(path, about):
    """Read a file as the program does; raises whatever the program does not turn into a line and an exit code."""
    if path.name == "talk.toml":
        with contextlib.suppress(BadInput):
            read_cues(str(path), about)
        return
    if path.name == RUN:
        with contextlib.suppress(BadInput):
            made = open_session(with_saved_run(RunOptions(str(path))))
            for _ in range(5):
                made.advance(0.01)
            made.snapshot()
        return
    for arguments in commands(path):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = perceptop(arguments)
            except SystemExit as end:
                code = end.code
        said = out.getvalue() + err.getvalue()
        assert code in (0, 1, 2), code
        assert "Traceback" not in said
        assert all(letter == "\n" or letter.isprintable() for letter in said), said[:300]
        assert code != 2 or err.getvalue().count("\n") == 1, err.getvalue()[:300]


def prepare(folder):
    """The experiments that read the data files."""
    for name in ("rows.csv", "rows.txt", "rows.data"):
        (folder / f"with-{name}.toml").write_text(
            f'[data]\nfile = "{name}"\n[network]\nlayers = [2, 1]\n[training]\nepochs = 2\n'
        )
    for name in ("xor.txt", "and.data"):
        shutil.copy(ROOT / "samples" / name, folder / name)


def fuzz(first, count, base, folder, say):
    """Cases `first` to `first + count`; calls `say` with what went wrong. The longest time of one, in seconds."""
    prepare(folder)
    found = seeds(folder)
    names, others = sorted(found), list(found.values())
    about = open_session(RunOptions("xor")).snapshot().about
    longest = 0.0
    for number in range(first, first + count):
        name = names[number % len(names)]
        path = folder / name
        path.write_bytes(damaged(found[name], f"{base}-{number}", others))
        begun = time.process_time()
        try:
            attempt(path, about)
        except Exception:
            say(f"case {number} of {name}:\n{traceback.format_exc()}")
        taken = time.process_time() - begun
        longest = max(longest, taken)
        if taken > SECONDS:
            say(f"case {number} of {name}: {taken:.1f} s")
    return longest


def _share(first, count, base, keep):
    """A share in a process of its own, which writes to a pipe; what was found, the longest time, the most memory."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        failures = []
        folder = Path(keep or tempfile.mkdtemp())
        longest = fuzz(first, count, base, folder, failures.append)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        with os.fdopen(writes, "w") as pipe:
            json.dump([failures, longest, most], pipe)
        if not keep:
            shutil.rmtree(folder)
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else [[f"cases {first} to {first + count}: the process has died"], 0.0, 0]


def main():
    """Run the cases and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", metavar="FOLDER", help="leave the files there; for one case")
    asked = parser.parse_args()
    failures, longest, most = [], 0.0, 0
    for first in range(asked.first, asked.first + asked.count, SHARE):
        count = min(SHARE, asked.first + asked.count - first)
        found, taken, room = _share(first, count, asked.seed, asked.keep)
        if room > BYTES:
            found.append(f"cases {first} to {first + count}: {room / 1024**2:,.0f} MiB")
        for failure in found:
            print(failure, flush=True)
        failures, longest, most = failures + found, max(longest, taken), max(most, room)
    print(f"{asked.count:,} cases: {len(failures)} failures, at most {longest:.2f} s and {most / 1024**2:,.0f} MiB")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
