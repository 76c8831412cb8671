"""A run under control: carries out commands, trains when it is due, gives snapshots."""
