"""Untrusted files: text, TOML and JSON; atomic writes; kinds of values."""
