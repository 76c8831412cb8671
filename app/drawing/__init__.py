"""From numbers to cells of a terminal: a grid of characters and inks, braille dots, colors, axes, numbers as text."""
