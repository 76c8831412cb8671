"""A file of scores: a JSON object with a list of sessions, to which each session adds its own."""

import json
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from perceptop.app.teaching.quiz.score import Score
from perceptop.core.errors.bad_input import refuse
from perceptop.core.files.atomic_file import write_text
from perceptop.core.files.strict_json import parse_json
from perceptop.core.files.text_file import read_text

MOST_BYTES = 16 * 1024**2
LABEL = "--scores"


class ScoresFile:
    """Saves the score of this session in the file, beside those of other sessions, after each question."""

    def __init__(self, path: Path) -> None:
        """Write the file as it is, or one without sessions: `BadInput` if it holds anything else, or cannot be."""
        self._path = path
        self._session = {"session": secrets.token_hex(8), "begun": datetime.now().isoformat(timespec="seconds")}
        self._write(self._others())

    def save(self, score: Score) -> None:
        """Write the score; `BadInput` if that cannot be."""
        self._write([*self._others(), self._session | score.as_json()])

    def _others(self) -> list[dict[str, Any]]:
        """The sessions in the file, without this one: another may have ended since."""
        label = f"{LABEL} {self._path}"
        if not os.path.lexists(self._path):
            return []
        held = parse_json(read_text(self._path, label, MOST_BYTES), label)
        sessions = held.get("sessions") if isinstance(held, dict) and set(held) == {"sessions"} else None
        if not isinstance(sessions, list) or not all(isinstance(each, dict) for each in sessions):
            refuse(label, "other JSON", 'a file of scores, {"sessions": […]}, or none yet')
        return [each for each in sessions if each.get("session") != self._session["session"]]

    def _write(self, sessions: list[dict[str, Any]]) -> None:
        text = json.dumps({"sessions": sessions}, indent=1, ensure_ascii=False) + "\n"
        write_text(text, self._path, f"{LABEL} {self._path}")
