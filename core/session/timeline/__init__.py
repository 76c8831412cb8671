"""The past of a run: recording, replay to any epoch, changes, branches."""
