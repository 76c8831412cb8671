"""The question of a cue: one that is computed from the run, or one of the speaker's own.

question = "right"                                  # of that kind, or "any"
question = { kind = "loss", epochs = 50 }           # about a step of 50 epochs
question = { text = "What now?", choices = ["up", "down"], answer = 2, why = "Because." }
"""

from perceptop.app.teaching.presenter.audience import AudienceQuestion, RunQuestion
from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import one_line
from perceptop.core.files.toml_table import TomlTable, one_of
from perceptop.core.protocol.question import KINDS

ANY = "any"
LONGEST_TEXT, LONGEST_CHOICE = 300, 60
MOST_CHOICES = 4


def read_question(table: TomlTable) -> RunQuestion | AudienceQuestion | None:
    """Take the key `question` of a cue; `BadInput` names file and key."""
    if table.holds("question", str):
        return RunQuestion(_kind(table, "question", table.text("question", "")))
    inner = table.table("question")
    if inner is None:
        return None
    question = _own(inner) if "text" in inner or "choices" in inner else _of_run(inner)
    inner.finish()
    return question


def _of_run(table: TomlTable) -> RunQuestion:
    kind = _kind(table, "kind", table.text("kind", ANY))
    return RunQuestion(kind, table.whole("epochs", 1, least=1))


def _kind(table: TomlTable, key: str, kind: str) -> str | None:
    if kind not in (*KINDS, ANY):
        table.refuse(key, kind, one_of((*KINDS, ANY)))
    return None if kind == ANY else kind


def _own(table: TomlTable) -> AudienceQuestion:
    text = _short(table, "text", table.required_text("text"), LONGEST_TEXT)
    choices = tuple(_short(table, "choices", choice, LONGEST_CHOICE) for choice in table.texts("choices", ()))
    if not 2 <= len(choices) <= MOST_CHOICES:
        refuse(table.where("choices"), f"{len(choices)} choices", f"2 to {MOST_CHOICES}")
    answer = table.whole("answer", None, least=1)
    if answer is None or answer > len(choices):
        refuse(table.where("answer"), "nothing" if answer is None else answer, f"a choice from 1 to {len(choices)}")
    return AudienceQuestion(text, choices, answer - 1, _short(table, "why", table.text("why", ""), LONGEST_TEXT))


def _short(table: TomlTable, key: str, text: str, most: int) -> str:
    if len(text) > most:
        table.refuse(key, text, f"at most {most} letters")
    return one_line(text)
