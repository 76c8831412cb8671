"""One command on a table of one's own: train, init, predict, a log; and a first word that can be watched."""

import csv
import json

import numpy as np
import pytest

from perceptop.app.cli.main import main, options_of, parse
from perceptop.app.run.open_run import open_experiment
from perceptop.core.nn.networks.network import Network

KINDS = ("setosa", "versicolor", "virginica")


@pytest.fixture
def flowers(tmp_path, monkeypatch):
    """A table of three kinds that lie apart, and the folder that it is in as the working directory."""
    monkeypatch.chdir(tmp_path)
    random = np.random.default_rng(2)
    lines = ["long,wide,color,kind"]
    for place in range(60):
        kind = place % 3
        long, wide = random.normal([10 * kind, 5 - 3 * kind], 0.7).round(3).tolist()
        lines.append(f"{long},{wide},{'red' if place % 2 else 'blue'},{KINDS[kind]}")
    (tmp_path / "flowers.csv").write_text("\n".join(lines) + "\n")
    return tmp_path


def train(capsys, *words):
    assert main(["train", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_train_tells_classes_accuracy_and_what_the_test_rows_say(flowers, capsys):
    result = train(capsys, "flowers.csv")
    assert result["note"] == "60 rows, 4 inputs scaled, kind → 3 classes, 12 rows held out for testing"
    assert result["classes"] == list(KINDS)
    assert result["test_rows"] == 12
    assert result["accuracy"] > 0.95
    assert result["test_accuracy"] > 0.9
    assert 0 < result["test_loss"] < 0.5
    assert len(result["outputs"]) == 48


def test_train_tells_it_in_words_too(flowers, capsys):
    assert main(["train", "flowers.csv"]) == 0
    told = capsys.readouterr().out
    assert "kind → 3 classes" in told
    assert "on 12 rows held out for testing: cross_entropy" in told


@pytest.mark.parametrize("options", [(), ("--no-scale",)])
def test_of_numbers_it_tells_how_far_they_are_off_in_units_of_the_file(flowers, capsys, options):
    words = ("flowers.csv", "--target", "wide", *options, "--epochs", "20", "--save", "m.json")
    experiment = open_experiment(options_of(parse(["train", *words])))
    assert main(["train", *words]) == 0
    told = [line.split(" · ")[-1] for line in capsys.readouterr().out.splitlines()[2:4]]
    network, [target] = Network.load("m.json"), experiment.dataset.encoding.targets
    for line, data in zip(told, (experiment.dataset, experiment.dataset.test), strict=True):
        errors = target.decode(network.predict(data.inputs)) - target.decode(data.targets)
        assert line == f"wide is off by {np.sqrt((errors**2).mean()):.6g} (RMSE)"


def test_a_target_of_numbers_has_no_accuracy(flowers, capsys):
    result = train(capsys, "flowers.csv", "--target", "long,wide", "--drop", "kind", "--test", "25%", "--no-scale")
    assert result["test_rows"] == 15
    assert result["test_accuracy"] is None
    assert "accuracy" not in result
    assert result["layers"][0] == 2
    assert "scaled" not in result["note"]


def test_init_prints_the_experiment_that_trains_to_the_same_bits(flowers, capsys):
    assert main(["init", "flowers.csv", "--seed", "5", "--hidden", "6", "--epochs", "9"]) == 0
    (flowers / "x.toml").write_text(capsys.readouterr().out)
    one = train(capsys, "flowers.csv", "--seed", "5", "--hidden", "6", "--epochs", "9")
    other = train(capsys, "x.toml")
    for key in ("layers", "seed", "epochs", "weights", "test_loss", "outputs"):
        assert one[key] == other[key]


def test_a_saved_model_predicts_in_the_words_of_the_file(flowers, capsys):
    train(capsys, "flowers.csv", "--save", "m.json")
    assert main(["predict", "m.json", "20", "-1", "red"]) == 0
    assert capsys.readouterr().out == "virginica\n"
    (flowers / "new.csv").write_text("color,more,wide,long\nblue,1,5,0\nred,2,2,10\nred,3,-1,20\n")
    assert main(["predict", "m.json", "--csv", "new.csv"]) == 0
    assert capsys.readouterr().out == "kind\nsetosa\nversicolor\nvirginica\n"


def test_a_saved_model_predicts_in_the_units_of_the_file(flowers, capsys):
    rows = "".join(f"{place},{1000 + 10 * place}.5\n" for place in range(40))
    (flowers / "line.csv").write_text("x,y\n" + rows)
    train(capsys, "line.csv", "--save", "m.npz")
    assert main(["predict", "m.npz", "20"]) == 0
    assert float(capsys.readouterr().out) == pytest.approx(1200.5, abs=15)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["predict", "m.json", "1"], "values: found 1, expected 3, one for each column of m.json: long, wide, color"),
        (["predict", "m.json", "1", "2", "green"], "value, color: found green, expected one of blue, red"),
        (["predict", "m.json", "1", "x", "red"], "value, wide: found x, expected a number"),
        (["predict", "m.json", "--csv", "line.csv"], "line.csv: columns: found x, y, expected a column long"),
        (["predict", "x.json", "--csv", "flowers.csv"], "x.json: table: found nothing"),
        (["predict", "m.json", "1", "--csv", "flowers.csv"], "--csv: found values"),
        (["train", "flowers.csv", "--test", "150%"], "found '150%', expected a share"),
        (["train", "flowers.csv", "--target", "knd"], "target: found knd, expected kind"),
        (["train", "flowers.csv", "--from", "x.json"], "x.json: layers: found 2-1, expected 4-16-3"),
        (["train", "flowers.csv", "--from", "m.json", "--split-seed", "9"], "m.json: table: found another encoding"),
        (["train", "flowers.csv", "--log", "a.txt"], "--log a.txt: found .txt"),
        (["init", "xor"], "init: found xor, expected a table"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(flowers, capsys, words, said):
    train(capsys, "flowers.csv", "--save", "m.json", "--epochs", "1")
    (flowers / "line.csv").write_text("x,y\n1,2\n3,4\n")
    main(["train", "single-weight", "--epochs", "1", "--layers", "1,1"])
    from perceptop import Network

    Network([2, 1]).save("x.json")
    capsys.readouterr()
    try:
        code = main(words)
    except SystemExit as end:
        code = end.code
    told = capsys.readouterr().err
    assert code == 2
    assert said in told
    assert told.count("\n") == 1


def test_training_goes_on_from_a_saved_model(flowers, capsys):
    first = train(capsys, "flowers.csv", "--epochs", "30", "--save", "m.json")
    again = train(capsys, "flowers.csv", "--epochs", "1", "--from", "m.json")
    assert again["loss"] < first["loss"]


def test_a_log_has_a_line_an_epoch(flowers, capsys):
    result = train(capsys, "flowers.csv", "--epochs", "7", "--log", "run.csv")
    with (flowers / "run.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [int(row["epoch"]) for row in rows] == list(range(8))
    assert float(rows[-1]["test_loss"]) == result["test_loss"]
    assert float(rows[-1]["accuracy"]) == result["accuracy"]
    train(capsys, "xor", "--epochs", "3", "--log", "run.jsonl")
    lines = [json.loads(line) for line in (flowers / "run.jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in lines] == [0, 1, 2, 3]
    assert lines[0]["test_loss"] is None


@pytest.mark.parametrize("words", [["flowers.csv"], ["xor3"], ["--seed", "7"], ["./x.toml", "--seed", "7"], []])
def test_a_first_word_that_can_be_watched_means_watch(flowers, words):
    parsed = parse(words)
    assert parsed.run.__name__ == "_watch"
    assert options_of(parsed).experiment == (words[0] if words and words[0][0] != "-" else "xor")


def test_any_other_first_word_is_refused(capsys):
    with pytest.raises(SystemExit) as end:
        parse(["trian", "xor"])
    assert end.value.code == 2
    assert "trian" in capsys.readouterr().err


def test_the_command_that_repeats_a_run_from_another_seed_holds_out_the_same_rows(flowers):
    words = ["watch", "flowers.csv", "--drop", "color", "--test", "25%", "--no-scale", "--seed", "3"]
    options = options_of(parse(words))
    first = open_experiment(options)
    again = options_of(parse(options.command(8).split()[1:]))
    other = open_experiment(again)
    assert other.seed == 8
    assert (other.dataset.test.inputs == first.dataset.test.inputs).all()
    assert "--split-seed" not in options.command(3)
