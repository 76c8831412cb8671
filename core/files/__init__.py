"""Files from strangers: text, TOML, JSON; written whole or not at all."""
