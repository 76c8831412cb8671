"""The command line: arguments, and each command."""
