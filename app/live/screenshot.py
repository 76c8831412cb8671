"""The screen as an SVG file, whole or not at all."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from perceptop.core.errors.bad_input import BadInput

if TYPE_CHECKING:
    from textual.app import App


def take_screenshot(app: "App[None]") -> None:
    """Save the screen in the current folder and say so; if the app runs in a browser, let it deliver the picture."""
    if app.is_web:
        app.deliver_screenshot()
        return
    try:
        app.notify(f"Saved: {save_screenshot(app, Path.cwd())}", markup=False)
    except BadInput as problem:
        app.notify(str(problem), severity="error", markup=False)


def save_screenshot(app: "App[None]", folder: Path) -> str:
    """Write the screen of an app to a new file in `folder`; return its name. `BadInput` if it cannot be written."""
    from perceptop.core.files.atomic_file import replacing  # a picture is seldom taken

    drawing = app.export_screenshot().encode()
    name = f"perceptop_{datetime.now():%Y-%m-%d_%H-%M-%S_%f}.svg"
    with replacing(folder / name, name) as file:
        file.write(drawing)
    return name
