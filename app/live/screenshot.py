"""The screen as an SVG file, whole or not at all."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App


def save_screenshot(app: "App[None]", folder: Path) -> str:
    """Write the screen of an app to a new file in `folder`; its name. `BadInput` if it cannot be written."""
    from perceptop.core.files.atomic_file import (
        replacing,  # it brings the model files with it, and a picture is seldom taken
    )

    drawing = app.export_screenshot().encode()
    name = f"perceptop_{datetime.now():%Y-%m-%d_%H-%M-%S_%f}.svg"
    with replacing(folder / name, name) as file:
        file.write(drawing)
    return name
