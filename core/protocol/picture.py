"""A picture as it goes to the screen."""

from dataclasses import dataclass

from perceptop.core.pictures.confusion import Confusion
from perceptop.core.pictures.fit import FunctionFit
from perceptop.core.pictures.hidden_space import HiddenSpace
from perceptop.core.pictures.histogram import Histograms
from perceptop.core.pictures.images import Images
from perceptop.core.pictures.loss_surface import LossSurface
from perceptop.core.pictures.scene import Unavailable
from perceptop.core.pictures.surface import DecisionSurface, NeuronSurfaces
from perceptop.core.pictures.weight_matrices import Matrices

Content = (
    DecisionSurface
    | NeuronSurfaces
    | HiddenSpace
    | FunctionFit
    | Images
    | Confusion
    | Matrices
    | Histograms
    | LossSurface
    | Unavailable
)


@dataclass(frozen=True, eq=False)
class Picture:
    """What was seen at an epoch. Of two pictures of equal `number` the content is the same."""

    number: int
    epoch: int
    content: Content
