"""The panes: the numbers that bring them up, and which share a column of a small screen."""

PANES = (
    ("NetworkPane", "Network", "The diagram: neurons, synapses, what flows", "diagram neurons weights layers"),
    ("LossPane", "Loss", "The curve of the loss, and the MSE", "error mse curve learning progress"),
    ("OutputsPane", "Outputs", "What the network answers, row by row, or the log", "answers predictions results"),
    ("TrainingDataPane", "Training data", "The examples it learns from", "examples rows inputs targets dataset"),
    ("PicturePane", "Picture", "Decision surface, fit, images, confusion, …", "plot decision boundary surface"),
    ("SynapsesPane", "Synapses", "Each weight with its Δw", "weights delta dw gradient updates connections"),
    ("RunPane", "Run", "Branches, and the changes made on the way", "forks history changes events"),
    ("ExplanationPane", "Explanation", "The arithmetic behind a number", "why formula derivation"),
    ("DiagnosisPane", "Diagnosis", "What is the matter with the run, if anything", "problems findings stuck saturated"),
)
"""The panes that the keys 1 to 9 bring: class, name, what it tells, other words for it."""


def number_of(pane: str) -> int:
    """The key of a pane, by its class's name; 0 for one that has none."""
    return next((number for number, (name, *_) in enumerate(PANES, 1) if name == pane), 0)


LEFT = {"NetworkPane": "", "TrainingDataPane": "-left-data", "PicturePane": "-left-picture", "RunPane": "-left-run"}
RIGHT = {"LossPane": "-right-loss", "OutputsPane": "-right-outputs", "SynapsesPane": "-right-synapses"}
"""The class that the screen has while a pane has been brought up in its column, by the pane's own class."""
LITTLE_ROOM = ("-short", "-low")
"""The classes of a screen that has less than 32 rows."""
