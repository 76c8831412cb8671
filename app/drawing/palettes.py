"""The palettes there are: of a dark or light theme in true color, of the terminal's own 16 colors, of no color."""

from collections.abc import Iterable
from functools import lru_cache

from rich.color import Color
from rich.style import Style

from perceptop.app.drawing.inks import ink
from perceptop.app.drawing.palette import FILL_STEPS, STEPS, ColorPalette

Rgb = tuple[int, int, int]

FAINTEST = 0.45
"""How much of its color the weakest shade has."""


@lru_cache(maxsize=32)
def true_color(background: Rgb, foreground: Rgb, dark: bool) -> ColorPalette:
    """Shades between a theme's own background and foreground."""
    blue, orange = ((88, 170, 255), (255, 150, 46)) if dark else ((4, 84, 196), (186, 72, 0))
    lamp, violet = ((250, 240, 214), (190, 160, 255)) if dark else ((36, 44, 56), (92, 48, 168))

    def plain(color: Rgb, bold: bool = False) -> int:
        return ink(Style(color=_color(color), bgcolor=_color(background), bold=bold))

    def shades(color: Rgb) -> tuple[int, ...]:
        return tuple(plain(mix(background, color, share)) for share in _spread(FAINTEST, 1.0, STEPS))

    def fill_colors(color: Rgb) -> list[Rgb]:
        return [mix(background, color, share) for share in _spread(0.13, 1.0, FILL_STEPS)]

    def fills(color: Rgb) -> tuple[int, ...]:
        return tuple(
            ink(Style(color=_color(legible(shade)), bgcolor=_color(shade), bold=True)) for shade in fill_colors(color)
        )

    return ColorPalette(
        blank=plain(foreground),
        text=plain(foreground),
        strong=plain(mix(foreground, (255, 255, 255) if dark else (0, 0, 0), 0.6), bold=True),
        muted=plain(mix(background, foreground, 0.62 if dark else 0.72)),
        faint=plain(mix(background, foreground, 0.25)),
        accent=plain((255, 214, 92) if dark else (134, 84, 0), bold=True),
        curve=plain((94, 224, 200) if dark else (0, 112, 100)),
        good=plain((97, 218, 146) if dark else (0, 96, 58)),
        bad=plain((244, 109, 178) if dark else (158, 9, 129)),
        positive=shades(blue),
        negative=shades(orange),
        fills=fills(lamp),
        negative_fills=fills(violet),
        fill_edges=tuple(plain(shade) for shade in fill_colors(lamp)),
        negative_fill_edges=tuple(plain(shade) for shade in fill_colors(violet)),
        filled=True,
        row=Style(bgcolor=_color(mix(background, foreground, 0.14)), bold=True),
    )


@lru_cache(maxsize=2)
def sixteen_colors(dark: bool) -> ColorPalette:
    """The terminal's own colors, whatever they look like; bold and bright ones for what is strong."""

    def plain(name: str, bold: bool = False) -> int:
        return ink(Style(color=name, bgcolor="default", bold=bold))

    weak_blue, blue = ("blue", "bright_blue") if dark else ("bright_blue", "blue")
    weak_orange, orange = ("yellow", "bright_yellow") if dark else ("bright_red", "red")
    grounds = ("bright_black", "bright_black", "white", "bright_white") if dark else ("white", "bright_black", "black")
    violets = ("bright_black", "magenta", "bright_magenta") if dark else ("white", "bright_magenta", "magenta")
    on_light = {"white", "bright_white", "bright_magenta"}

    def fills(names: Iterable[str]) -> tuple[int, ...]:
        return tuple(
            ink(Style(color="black" if name in on_light else "bright_white", bgcolor=name, bold=True)) for name in names
        )

    return ColorPalette(
        blank=plain("default"),
        text=plain("default"),
        strong=plain("default", bold=True),
        muted=plain("white" if dark else "bright_black"),
        faint=plain("bright_black" if dark else "white"),
        accent=plain("bright_cyan" if dark else "cyan", bold=True),
        curve=plain("bright_green" if dark else "green"),
        good=plain("bright_green" if dark else "green"),
        bad=plain("bright_magenta" if dark else "magenta"),
        positive=(plain(weak_blue), plain(blue), plain(blue, bold=True)),
        negative=(plain(weak_orange), plain(orange), plain(orange, bold=True)),
        fills=fills(grounds),
        negative_fills=fills(violets),
        fill_edges=tuple(plain(name) for name in grounds),
        negative_fill_edges=tuple(plain(name) for name in violets),
        filled=True,
        row=Style(color="bright_white" if dark else "black", bgcolor="bright_black" if dark else "white", bold=True),
    )


@lru_cache(maxsize=1)
def colorless() -> ColorPalette:
    """No color at all: bold, dim and reverse instead."""
    plain, bold, dim = ink(Style(bold=False)), ink(Style(bold=True)), ink(Style(dim=True))
    reverse = ink(Style(reverse=True))
    shades = (dim, plain, bold)
    return ColorPalette(
        blank=plain,
        text=plain,
        strong=bold,
        muted=plain,
        faint=dim,
        accent=bold,
        curve=plain,
        good=plain,
        bad=bold,
        positive=shades,
        negative=shades,
        fills=(plain, reverse),
        negative_fills=(plain, reverse),
        fill_edges=(plain, plain),
        negative_fill_edges=(plain, plain),
        filled=False,
        row=Style(bold=True, reverse=True),
    )


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """A color between two, `share` of the way to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def luminance(color: Rgb) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.1)."""
    parts = [part / 255 for part in color]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colors, 1 to 21 (WCAG 2.1); text wants 4.5."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def legible(ground: Rgb) -> Rgb:
    """Black or white, whichever is read better on a ground."""
    black, white = (0, 0, 0), (255, 255, 255)
    return black if contrast(black, ground) >= contrast(white, ground) else white


def _color(rgb: Rgb) -> Color:
    return Color.from_rgb(*rgb)


def _spread(first: float, last: float, steps: int) -> list[float]:
    return [first + (last - first) * step / (steps - 1) for step in range(steps)]
