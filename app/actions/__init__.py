"""All keys and actions, once: the live and the plain view, palette, help and footer are made of them."""
