"""The palette of a widget: by theme, terminal and options."""

from textual.color import Color
from textual.widget import Widget

from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.drawing.palettes import colorless, sixteen_colors, true_color


def palette_of(widget: Widget) -> ColorPalette:
    """The palette for the app's present theme, on the widget's own background."""
    app = widget.app
    if app.no_color:
        return colorless()
    if app.native_ansi_color or app.console.color_system in ("standard", "windows"):
        return sixteen_colors(app.current_theme.dark)
    background = widget.background_colors[1]
    foreground = background + Color.parse(app.theme_variables["foreground"])
    return true_color(background.rgb, foreground.rgb, app.current_theme.dark)
