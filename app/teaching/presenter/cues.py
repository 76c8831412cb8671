"""Cue files: what a talk shows, one step after the other.

[[cue]]
go_to = 200                        # trained up to there where the run has not been there yet; then it rests
caption = "Two hidden neurons have found their part"
neuron = "1.2"                     # marked in the diagram
picture = "surface"                # beside the diagram; "none" for none
present = true                     # large; false is the ordinary screen

Besides: play, pause, restart and fork = true; seed, speed (a number or "max"), example (counted from 1); changes,
set = { learning_rate = 0.3, "0.1-1.2" = -0.5 }; and question, in the forms that `cue_question` tells. A cue says only
what is to be different; what it does, it does in this order: seed or restart, go_to, fork, set, speed, example,
question, play or pause.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perceptop.app.teaching.presenter import NO_PICTURE
from perceptop.app.teaching.presenter.audience import AudienceQuestion, RunQuestion
from perceptop.app.teaching.presenter.cue_question import read_question
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.errors.printable import one_line
from perceptop.core.experiments.samples import samples_folder
from perceptop.core.files.toml_table import TomlTable, one_of, read_toml
from perceptop.core.files.value_kinds import NUMBER, SPEED
from perceptop.core.nn.optimizers import find_optimizer
from perceptop.core.nn.settings import IN_FLIGHT, SETTINGS
from perceptop.core.pictures.kinds import KINDS
from perceptop.core.protocol.addresses import NeuronAddress, parse_neuron, parse_synapse
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.snapshot import About

MOST_CUES = 1000
LONGEST_CAPTION = 500


@dataclass(frozen=True)
class Cue:
    """What is not None, empty or False is to be done. `example` counts from 0, a `speed` of 0 is as fast as it goes."""

    caption: str | None = None
    present: bool | None = None
    picture: str | None = None
    neuron: NeuronAddress | None = None
    seed: int | None = None
    restart: bool = False
    go_to: int | None = None
    fork: bool = False
    changes: tuple[Change | Edit, ...] = ()
    speed: float | None = None
    example: int | None = None
    question: RunQuestion | AudienceQuestion | None = None
    play: bool = False
    pause: bool = False


def read_cues(name_or_path: str, about: About) -> tuple[Cue, ...]:
    """The cues of a talk that comes with the samples, or of a file, for a run of what `about` tells.

    A text that ends with .toml or holds a slash is a path. `BadInput` names file and key.
    """
    label, is_path = name_or_path, name_or_path.endswith(".toml") or "/" in name_or_path
    path = Path(label) if is_path else _talk(label)
    table = TomlTable(read_toml(path, label), label)
    cues = table.tables("cue")
    table.finish()
    if not 1 <= len(cues) <= MOST_CUES:
        refuse(f"{label}: cue", f"{len(cues):,} cues", f"1 to {MOST_CUES:,}")
    return tuple(_cue(each, about) for each in cues)


def _talk(name: str) -> Path:
    talks = {path.stem: path for path in sorted((samples_folder() / "talks").glob("*.toml"))}
    if name not in talks:
        refuse("--cues", name, f"a .toml file, or {one_of(tuple(talks))}")
    return talks[name]


def _cue(table: TomlTable, about: About) -> Cue:
    caption, play, pause = table.text("caption", None), table.flag("play", False), table.flag("pause", False)
    if caption is not None and len(caption) > LONGEST_CAPTION:
        table.refuse("caption", caption, f"at most {LONGEST_CAPTION} letters")
    question = read_question(table)
    if play and question:
        table.refuse("play", play, "play or question, not both: the run rests while it is asked about")
    if play and pause:
        table.refuse("pause", pause, "play or pause, not both")
    seed, restart = table.whole("seed", None), table.flag("restart", False)
    if seed is not None and not about.seeded:
        table.refuse("seed", seed, "none: the weights are given")
    cue = Cue(
        caption=None if caption is None else one_line(caption),
        present=table.flag("present", None),
        picture=_picture(table),
        neuron=_neuron(table, about),
        seed=seed,
        restart=restart,
        go_to=table.whole("go_to", None),
        fork=table.flag("fork", False),
        changes=_changes(table.table("set"), about),
        speed=_speed(table),
        example=_example(table, about),
        question=question,
        play=play,
        pause=pause,
    )
    table.finish()
    return cue


def _picture(table: TomlTable) -> str | None:
    name = table.text("picture", None)
    if name is not None and name not in (*KINDS, NO_PICTURE):
        table.refuse("picture", name, one_of((*KINDS, NO_PICTURE)))
    return name


def _neuron(table: TomlTable, about: About) -> NeuronAddress | None:
    text = table.text("neuron", None)
    return None if text is None else parse_neuron(text, about.layers, table.where("neuron"))


def _speed(table: TomlTable) -> float | None:
    if table.holds("speed", str):
        text = table.text("speed", "")
        if text != "max":
            table.refuse("speed", text, 'epochs a second, or "max"')
        return 0.0
    return table.number("speed", None, SPEED)


def _example(table: TomlTable, about: About) -> int | None:
    number = table.whole("example", None, least=1)
    if number is not None and number > about.examples:
        table.refuse("example", number, f"1 to {about.examples:,}")
    return None if number is None else number - 1


def _changes(table: TomlTable | None, about: About) -> tuple[Change | Edit, ...]:
    if table is None:
        return ()
    changes = tuple(_change(table, key, about) for key in table.keys)
    table.finish()
    return changes


def _change(table: TomlTable, key: str, about: About) -> Change | Edit:
    if key[:1].isdigit():
        synapse = parse_synapse(key, about.layers, about.bias, table.where(key))
        weight = table.number(key, 0.0, NUMBER)
        return Edit(synapse.layer, synapse.row(about.layers), synapse.target, weight)
    if key not in IN_FLIGHT:
        raise BadInput(f"{table.where(key)}: found an unknown key, expected one of {', '.join(IN_FLIGHT)}, or 0.1-1.2")
    value: Any = table.of_kind(key, None, SETTINGS[key].kind)
    if key == "optimizer":
        value = find_optimizer(value, table.where(key)).name
    return Change(key, value)
