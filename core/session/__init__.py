"""A run under control: takes commands, trains when it is time to, answers with snapshots."""
