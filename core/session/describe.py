"""How a snapshot is taken: what a trainer is, as `About`, where it stands, as `Progress`, and what its weights
make of the examples, as `Numbers`.
"""

from perceptop.core.data.classes import find_classes
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.protocol.snapshot import About, Numbers, Progress
from perceptop.core.session.capture import Capture
from perceptop.core.session.run_control import RunControl
from perceptop.core.training.trainer import Trainer


def describe(experiment: Experiment, trainer: Trainer, changed: bool = False) -> About:
    """What is being run: what the experiment says of itself, and the settings of the trainer that runs it.

    What to look for is not said of a run whose course was `changed` on the way: it may not be so any more.
    """
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
        loss=trainer.loss_function.name,
        optimizer=trainer.optimizer.name,
        settings=tuple(trainer.optimizer.settings.items()),
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
    )


def progress_of(trainer: Trainer, transport: RunControl, epoch: int, batch: int) -> Progress:
    """Where a run stands, told as that epoch and batch; what only its session knows is left at nothing."""
    playback = transport.playback
    reached = playback.tape.reached
    return Progress(
        state=transport.state,
        sentence=trainer.stopped.sentence if trainer.stopped else transport.why,
        epoch=epoch,
        reached=epoch if reached == playback.position else reached[0],
        epochs=playback.check.stopping.epochs,
        batch=batch,
        batches=trainer.batches_per_epoch,
        seed=trainer.seed,
        speed=transport.pace.speed,
        rate=transport.rate(),
        acknowledged=0,
        busy=transport.busy,
        unseen=transport.unseen,
        target=transport.heading,
    )


def capture_numbers(trainer: Trainer, chosen: int, walked: int | None = None) -> Numbers:
    """The numbers of the trainer's present weights, in a window of examples around the chosen one."""
    return Capture.of(trainer, walked).numbers(chosen)
