"""Which panes share a column where there is little room: one of them is seen, and a number brings up another."""

LEFT = {"NetworkPane": "", "TrainingDataPane": "-left-data", "PicturePane": "-left-picture", "RunPane": "-left-run"}
RIGHT = {"LossPane": "-right-loss", "OutputsPane": "-right-outputs", "SynapsesPane": "-right-synapses"}
"""The class that the screen has while a pane has been brought up in its column, by the pane's own class."""
LITTLE_ROOM = ("-short", "-low")
"""The classes of a screen that has less than 32 rows."""
IN_PLACE_OF = {
    "NetworkPane": "4 data · 5 picture",
    "OutputsPane": "6 Synapses: every Δw",
    "TrainingDataPane": "esc: back",
    "PicturePane": "esc: back",
    "RunPane": "esc: back",
    "SynapsesPane": "esc: back",
}
"""What is said in the lower edge of a pane of the others in its column, by the pane's class."""
