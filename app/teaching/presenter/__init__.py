"""Before an audience: large figures, few words, and cues that are stepped through."""

NO_PICTURE = "none"
"""The value of `picture` in a cue that shows no picture."""
