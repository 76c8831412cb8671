"""The process that trains, the pipe to it, and the stream of snapshots."""
