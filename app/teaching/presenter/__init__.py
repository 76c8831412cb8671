"""Before an audience: large figures, few words, and cues that are stepped through."""

NO_PICTURE = "none"
"""What a cue says that wants no picture beside the diagram."""
