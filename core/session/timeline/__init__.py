"""The trainer and the past of its run: recording, replay to any epoch, changes, branches."""
