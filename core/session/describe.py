"""The parts of a snapshot: the settings of a run as `About`, its position as `Progress`."""

from typing import Any

from perceptop.core.data.classes import find_classes
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.protocol.snapshot import About, Progress
from perceptop.core.session.run_control import RunControl
from perceptop.core.session.timeline.apply_change import changes_course
from perceptop.core.session.timeline.saving.saving import Saving
from perceptop.core.session.timeline.timeline import Timeline


def describe(timeline: Timeline) -> About:
    """Return what the experiment says of itself, and the settings of the trainer that runs it.

    The hint what to look for is left out if a change may have made it wrong.
    """
    experiment, trainer = timeline.experiment, timeline.trainer
    changed = any(map(changes_course, timeline.recording.events))
    network, data = trainer.network, trainer.dataset
    classes = find_classes(data)
    return About(
        name=experiment.name,
        title=experiment.title,
        source=experiment.source,
        look_for="" if changed else experiment.look_for,
        layers=network.layers,
        activations=tuple(activation.name for activation in network.activations),
        bias=network.bias,
        loss=trainer.loss_name,
        optimizer=trainer.optimizer.name,
        settings=(*trainer.optimizer.settings.items(), ("l2", trainer.l2)),
        batch=trainer.batch_size,
        examples=len(data),
        input_names=data.input_names,
        output_names=data.output_names,
        input_symbols=data.input_symbols,
        symbols=data.output_symbols,
        image=data.image,
        target_range=data.target_range,
        trainable=trainer.trainable,
        seeded=experiment.seeded,
        classes=classes.names if classes else (),
        input_scales=data.input_scales,
        output_scales=data.output_scales,
        source_names=data.encoding.source_names if data.encoding and data.encoding.features else (),
        values=_values(timeline),
        note=experiment.dataset.note,
        begun_with=tuple(timeline.branch.source.overrides.items()),
    )


def _values(timeline: Timeline) -> tuple[tuple[str, Any], ...]:
    """Return the present values of the settings of the table."""
    trainer, stopping = timeline.trainer, timeline.replay.check.stopping
    network, numbers = trainer.network, trainer.optimizer.settings
    values: dict[str, Any] = {
        "layers": network.layers,
        "activation": tuple(activation.name for activation in network.activations),
        "seed": trainer.seed if timeline.experiment.seeded else None,
        "epochs": stopping.epochs,
        **timeline.experiment.source_of_data.values,
    }
    if trainer.trainable:
        values |= {
            "loss": trainer.loss_function.name,
            "optimizer": trainer.optimizer.name,
            **{name: value for name, value in numbers.items() if name in SETTINGS},
            "l2": trainer.l2,
            "batch": "full" if trainer.batch_size == len(trainer.dataset) else trainer.batch_size,
            "target_loss": stopping.target_loss,
        }
    return tuple((name, value) for name, value in values.items() if value is not None)


def progress_of(
    timeline: Timeline,
    control: RunControl,
    shown: tuple[int, int],
    acknowledged: int,
    notice: str,
    notices: int,
    saving: Saving,
) -> Progress:
    """Return the position of a run, as the epoch and batch that are `shown`, and what it is about to do."""
    replay, reached = timeline.replay, timeline.recording.reached
    epoch, batch = shown
    return Progress(
        state=control.state,
        sentence=control.sentence,
        epoch=epoch,
        reached=epoch if reached == replay.position else reached[0],
        epochs=replay.check.stopping.epochs,
        batch=batch,
        batches=timeline.trainer.batches_per_epoch,
        seed=timeline.trainer.seed,
        speed=control.pace.speed,
        rate=control.rate(),
        acknowledged=acknowledged,
        busy=control.busy,
        unseen=control.needs_evaluation,
        target=control.target_epoch,
        notice=notice,
        notices=notices,
        past_end=timeline.recording.past_end,
        saving=saving.pending,
        saved=saving.files[-1] if saving.files else "",
        saves=len(saving.files),
    )
