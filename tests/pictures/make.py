"""Makes the README's pictures anew from the real app:

python tests/pictures/make.py [NAME ...]
"""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from perceptop.app.live.app import Live
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import Choose, Command, Fork, GoTo, Make, Step
from tests.app.direct import live
from tests.pictures.film import RESTING, film
from tests.pictures.terminal_svg import moving, rows_of, still

SCENES: dict[str, tuple[str, tuple[int, int], list[Command], list[str]]] = {
    "cubic": ("cubic", (120, 40), [Step(9000), Choose(500)], []),
    "pixels": ("pixels", (120, 40), [Step(20_000), Choose(5)], []),
    "presenter": ("xor", (120, 40), [Step(400)], ["m", "P"]),
    "fork": ("xor", (120, 40), [Step(200), GoTo(80), Fork(), Make(Change("learning_rate", 4.0)), Step(120)], []),
    "explanation": ("xor", (120, 40), [Step(150)], ["i"]),
}
"""Sample, size, what is done before it is opened, and the keys pressed then."""
MOVING = "learning"


async def picture(name: str, made: Callable[..., Live] = live) -> str:
    """The screen of a scene as SVG."""
    sample, size, commands, keys = SCENES[name]
    app = made(sample)
    app.callouts.enabled = False
    async with app.run_test(size=size) as pilot:
        for command in commands:
            app.feed.send(command)
            await pilot.pause()
        await pilot.press(*keys)
        app.clear_notifications()
        await pilot.pause(0.3)
        return still(rows_of(app.screen._compositor.render_strips()), f"perceptop · {name}")


def main(names: list[str]) -> None:
    for name in names or [*SCENES, MOVING]:
        svg = (
            moving(*film(), "perceptop: a network learns XOR", RESTING)
            if name == MOVING
            else asyncio.run(picture(name))
        )
        path = HERE / f"{name}.svg"
        path.write_text(svg)
        print(f"{path.relative_to(HERE.parents[1])}: {len(svg) / 1000:,.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
