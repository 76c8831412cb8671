"""A network on the screen, in a line."""

from perceptop.core.protocol.snapshot import About


def method_line(about: About) -> str:
    """Layers and activations: 2-4-1 sigmoid; 1-8-1 sigmoid, linear."""
    names = list(about.activations)
    sizes = "-".join(map(str, about.layers))
    return f"{sizes} {names[0] if len(set(names)) == 1 else ', '.join(names)}"
