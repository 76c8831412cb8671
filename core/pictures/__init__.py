"""Pictures of a run, computed only while they are shown; work and size are bounded for any network and data."""
