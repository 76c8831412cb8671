"""What a run begins from: an experiment as it was opened, and the settings that were given other values since."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.experiments.overrides import Overrides, override_network
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.protocol.changes import Change, Event


@dataclass(frozen=True, eq=False)
class RunSource:
    """An experiment as it was `opened`, with `overrides` made since: `experiment` is the two together."""

    opened: Experiment
    overrides: Overrides = field(default_factory=Overrides)

    @cached_property
    def experiment(self) -> Experiment:
        """The experiment that the run is of."""
        return self.opened.override(self.overrides) if self.overrides else self.opened

    def with_settings(self, settings: Overrides) -> "RunSource":
        """The same with other settings; `BadInput` if they do not fit.

        What a setting takes from the one that it replaces is written down: the activations that other layers get, and
        the numbers of an optimizer. So the overrides alone say what the run is.
        """
        try:
            settings = self._with_network(self._as_it_is() if settings.of_data else Overrides(), settings)
            overrides = self.overrides.then(settings)
            made = self.opened.override(overrides)
        except BadInput as problem:
            # Nobody has typed an option.
            raise BadInput(str(problem).removeprefix("--")) from None
        if "optimizer" in overrides:
            numbers = made.settings.make_optimizer().settings
            overrides = overrides.then(Overrides(**{name: numbers[name] for name in numbers if name in SETTINGS}))
        return RunSource(self.opened, overrides)

    def _as_it_is(self) -> Overrides:
        """What would follow from the size of other data, but is to stay as it is."""
        experiment, settings = self.experiment, self.experiment.settings
        network, training = experiment.by_size
        kept: dict[str, Any] = {}
        if network:
            kept |= {
                "hidden": experiment.architecture.layers[1:-1] or (0,),
                "activation": experiment.architecture.activations,
            }
        if training:
            numbers = settings.make_optimizer().settings
            kept |= {"loss": settings.loss, "optimizer": settings.optimizer}
            kept |= {name: numbers[name] for name in numbers if name in SETTINGS}
            kept |= {"batch": settings.batch, "epochs": experiment.epochs}
        return Overrides(**kept)

    def _with_network(self, kept: Overrides, settings: Overrides) -> Overrides:
        """The settings, with layers as hidden ones between inputs and outputs of any data, and with the activations of
        other layers: those of the present ones, if some are hidden.
        """
        shape = Overrides(**{name: settings[name] for name in ("layers", "hidden") if name in settings})
        if not shape:
            return kept.then(settings)
        present = self.experiment.architecture
        architecture = present if len(present.activations) > 1 else self.opened.architecture
        named = Overrides(activation=override_network(architecture, shape).activations)
        layers = settings.get("layers")
        if layers and (layers[0], layers[-1]) == (present.layers[0], present.layers[-1]):
            settings = settings.then(Overrides(hidden=layers[1:-1] or (0,)))
        return kept.then(named).then(settings)


def settings_changed(events: Sequence[Event]) -> Overrides:
    """The settings of the table that these changes, in their order, gave other values."""
    settings = Overrides()
    for event in events:
        if isinstance(event.change, Change):
            settings = settings.then(Overrides(**{event.change.setting: event.change.value}))
    return settings
