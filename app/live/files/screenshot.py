"""The screen as an SVG file, whole or not at all."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from perceptop.core.errors.bad_input import BadInput

if TYPE_CHECKING:
    from textual.app import App


def take_screenshot(app: "App[None]", path: str | None = None) -> None:
    """Save the screen, in the current folder if no path is given, and say so; if the app runs in a browser, let it
    deliver the picture.
    """
    if app.is_web:
        app.deliver_screenshot()
        return
    try:
        name = save_screenshot(app, Path.cwd()) if path is None else _write(app, Path(path), path)
        app.notify(f"Saved: {name}", markup=False)
    except BadInput as problem:
        app.notify(str(problem), severity="error", markup=False)


def save_screenshot(app: "App[None]", folder: Path) -> str:
    """Write the screen of an app to a new file in `folder`; return its name. `BadInput` if it cannot be written."""
    name = f"perceptop_{datetime.now():%Y-%m-%d_%H-%M-%S_%f}.svg"
    return _write(app, folder / name, name)


def _write(app: "App[None]", path: Path, name: str) -> str:
    from perceptop.core.files.atomic_file import write_text  # a picture is seldom taken

    write_text(app.export_screenshot(), path, name)
    return name
