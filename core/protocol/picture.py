"""A picture as it goes to the screen."""

from dataclasses import dataclass

from core.pictures.confusion import Confusion
from core.pictures.fit import Fit
from core.pictures.hidden_space import HiddenSpace
from core.pictures.histogram import Histograms
from core.pictures.images import Images
from core.pictures.loss_surface import LossSurface
from core.pictures.matrix import Matrices
from core.pictures.scene import Unavailable
from core.pictures.surface import NeuronSurfaces, Surface

Content = (
    Surface
    | NeuronSurfaces
    | HiddenSpace
    | Fit
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
