"""Asking the live view: two key presses or one click lead from a number to its arithmetic."""

import pytest

from perceptop.app.live.app import Live
from perceptop.app.panes.explanation import ExplanationPane
from perceptop.app.panes.network import NetworkPane, plan_of
from perceptop.app.widgets.pane import Pane
from perceptop.core.protocol.addresses import GradientsAddress, LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.commands import Choose, Explain, Step
from perceptop.core.protocol.explanation import Link
from tests.app.direct import live, screen_text

OUTPUT = NeuronAddress(2, 0)


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


async def click(pilot, widget, offset, times=1):
    await pilot.click(widget, offset=offset, times=times)
    await pilot.pause()
    await pilot.pause()


def explained(app: Live):
    answer = app.feed.latest.answer
    return answer and answer.explanation.link.address


def focus(app: Live, name: str):
    app.query_one(name).focus()


@pytest.fixture
def app():
    return live()


async def test_enter_on_the_network_explains_the_output_and_arrows_go_on_from_it(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter")
        assert "─ Explanation [8] · y (2.0), row 1 of 4" in screen_text(app)
        assert isinstance(app.focused, NetworkPane)
        await press(pilot, "left")
        assert explained(app) == NeuronAddress(1, 2)
        await press(pilot, "down", "pagedown", "pagedown")
        assert explained(app) == SynapseAddress(0, 1, 3)
        await press(pilot, "left")
        assert explained(app) == NeuronAddress(0, 1)
        assert app.feed.latest.progress.epoch == 0


@pytest.mark.slow
async def test_arrows_are_epochs_again_when_it_is_closed(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "escape", "right")
        assert explained(app) is None
        assert app.feed.latest.progress.epoch == 1
        text = screen_text(app)
        assert "─ Explanation" not in text
        assert "─ Outputs" in text


@pytest.mark.by_default(1)
@pytest.mark.parametrize("key", ["i", "escape"])
async def test_i_and_escape_close_it_from_the_explanation_too(app, key):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "i", "enter")
        assert isinstance(app.focused, ExplanationPane)
        await press(pilot, key)
        assert explained(app) is None
        assert isinstance(app.focused, NetworkPane)


@pytest.mark.slow
async def test_the_selected_neuron_is_marked_by_more_than_color(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter")
        assert "▶0.760◀" in screen_text(app)
        await press(pilot, "pagedown")
        assert "▶-0.98" in screen_text(app)
        assert "◆" in screen_text(app).split("Explanation")[0]


@pytest.mark.slow
async def test_a_click_on_a_neuron_explains_it(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        pane = app.query_one(NetworkPane)
        plan = plan_of(app.feed.latest, pane.size.width, pane.size.height)
        node = plan.columns[1].nodes[2]
        await click(pilot, pane, (plan.x[1] + 3, node.middle + 1))
        assert explained(app) == NeuronAddress(1, 2)


@pytest.mark.slow
async def test_a_click_on_a_weight_explains_its_synapse(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        pane = app.query_one(NetworkPane)
        rows = screen_text(app).splitlines()
        y = next(y for y, row in enumerate(rows) if "+1.98 " in row)
        await click(pilot, pane, (rows[y].index("+1.98") + 2, y - pane.region.y))
        assert explained(app) == SynapseAddress(1, None, 0)


async def test_a_click_on_a_line_explains_its_synapse(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        pane = app.query_one(NetworkPane)
        plan = plan_of(app.feed.latest, pane.size.width, pane.size.height)
        # Only the bias's line comes out of the bias node.
        await click(pilot, pane, (plan.edge_start(1) + 2, plan.columns[1].bias.middle + 1))
        assert explained(app) == SynapseAddress(1, None, 0)


@pytest.mark.slow
async def test_a_click_beside_everything_explains_nothing(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await click(pilot, NetworkPane, (1, 1))
        assert explained(app) is None


@pytest.mark.slow
async def test_enter_on_the_outputs_explains_the_chosen_row(app):
    async with app.run_test(size=(120, 40)) as pilot:
        focus(app, "OutputsPane")
        await press(pilot, "down", "enter")
        assert app.feed.latest.answer.explanation.link == Link(OUTPUT, 1)
        assert isinstance(app.focused, ExplanationPane)
        await press(pilot, "escape")
        assert type(app.focused).__name__ == "OutputsPane"


async def test_one_click_on_an_output_explains_it_and_one_beside_it_chooses_the_row(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await click(pilot, "OutputsPane", (6, 4))
        assert app.feed._source.commands[-1] == Choose(2)
        assert explained(app) is None
        await click(pilot, "OutputsPane", (23, 5))
        assert app.feed.latest.answer.explanation.link == Link(OUTPUT, 3)


@pytest.mark.slow
async def test_a_double_click_on_a_row_explains_it(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await click(pilot, "OutputsPane", (6, 4), times=2)
        assert app.feed.latest.answer.explanation.link == Link(OUTPUT, 2)


@pytest.mark.slow
async def test_enter_on_the_loss_and_a_click_on_its_numbers_explain_it(app):
    async with app.run_test(size=(120, 40)) as pilot:
        focus(app, "LossPane")
        await press(pilot, "enter")
        assert explained(app) == LossAddress()
        assert "half_sse = ½ Σ (output - target)²" in screen_text(app)
        await press(pilot, "escape")
        await click(pilot, "LossPane", (4, 1))
        assert explained(app) == LossAddress()


@pytest.mark.slow
async def test_the_rows_of_the_synapses_are_walked_and_explained(app):
    async with app.run_test(size=(120, 40)) as pilot:
        focus(app, "SynapsesPane")
        await press(pilot, "down", "down")
        assert "▸x1   → h3" in screen_text(app)
        await press(pilot, "enter")
        assert explained(app) == SynapseAddress(0, 0, 2)
        await press(pilot, "escape", "end", "enter")
        assert explained(app) == SynapseAddress(1, None, 0)


@pytest.mark.slow
async def test_a_click_on_a_synapse_explains_it(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await click(pilot, "SynapsesPane", (6, 3))
        assert explained(app) == SynapseAddress(0, 0, 1)


async def test_links_are_followed_by_keys_and_backspace_comes_back(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "enter", "enter")
        assert explained(app) == NeuronAddress(1, 0)
        await press(pilot, "backspace")
        assert explained(app) == OUTPUT
        await press(pilot, "down", "enter")
        assert explained(app) == SynapseAddress(1, 0, 0)


@pytest.mark.slow
async def test_a_link_to_another_row_chooses_it_and_coming_back_returns_to_the_first(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "pagedown", "enter")
        pane = app.query_one(ExplanationPane)
        place = pane._page.links.index(Link(OUTPUT, 2))
        await press(pilot, *["down"] * place, "enter")
        assert app.feed.latest.answer.explanation.link == Link(OUTPUT, 2)
        assert app.feed.latest.numbers.chosen == 2
        await press(pilot, "backspace")
        assert app.feed.latest.answer.explanation.link == Link(SynapseAddress(1, 0, 0), 0)


@pytest.mark.slow
async def test_a_link_is_followed_by_a_click(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter")
        pane = app.query_one(ExplanationPane)
        row = pane._page.row_of(1)
        piece = next(piece for piece in pane._page.rows[row] if piece.link == 1)
        await click(pilot, pane, (piece.x + 1, row + 1))
        assert explained(app) == pane._page.links[1].address or explained(app) == SynapseAddress(1, 0, 0)


@pytest.mark.slow
async def test_a_link_further_down_is_clicked_where_it_is_scrolled_to(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "enter", "pagedown")
        pane = app.query_one(ExplanationPane)
        top = pane.scroll_offset.y
        assert top > 0
        page = pane._page
        link, row = next((n, page.row_of(n)) for n in range(len(page.links)) if page.row_of(n) >= top)
        piece = next(piece for piece in page.rows[row] if piece.link == link)
        wanted = page.links[link].address
        await click(pilot, pane, (piece.x + 1, row - top + 1))
        assert explained(app) == wanted


@pytest.mark.slow
async def test_the_last_row_can_be_reached_by_arrows(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "pagedown", "enter", *["down"] * 80)
        assert "difference" in screen_text(app)
        await press(pilot, *["up"] * 80)
        assert "gradient = dLoss/dw" in screen_text(app)


@pytest.mark.slow
async def test_it_stays_live_while_stepped_and_walked(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter")
        before = screen_text(app)
        await press(pilot, "s")
        assert "· epoch 1 ─" in screen_text(app)
        assert screen_text(app) != before
        await press(pilot, "shift+down")
        assert "row 2 of 4" in screen_text(app)


async def test_k_checks_all_gradients_in_one_action(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "k")
        assert explained(app) == GradientsAddress()
        assert "all 17 synapses: ✓ agree" in screen_text(app)


@pytest.mark.slow
async def test_what_is_refused_leaves_nothing_open():
    app = live("letters-v1")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "k")
        assert "─ Explanation" not in screen_text(app)
        await press(pilot, "enter", "m", "k")
        await pilot.pause()
        assert explained(app) == OUTPUT


@pytest.mark.slow
async def test_quick_presses_are_not_lost(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "left", "up", "up", "left", "up")
        assert explained(app) == NeuronAddress(0, 0)


@pytest.mark.by_default(1)
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (60, 16), (50, 20), (40, 10), (20, 5)])
async def test_at_every_size_it_opens_and_closes(app, size):
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter")
        if size >= (40, 10):
            assert "Explanation" in screen_text(app)
        if size == (80, 24):
            assert "MSE 0.32" in screen_text(app)
        await press(pilot, "escape", "s")
        assert app.feed.latest.progress.epoch == 1


@pytest.mark.slow
async def test_maximized_it_follows_and_comes_back(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "enter", "m", "m", "enter")
        assert "─ Network" not in screen_text(app)
        assert explained(app) == NeuronAddress(1, 0)


@pytest.mark.slow
async def test_a_maximized_network_makes_room_for_the_explanation(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "m", "enter")
        assert "─ Explanation" in screen_text(app)


async def test_the_diagnosis_appears_with_a_finding_and_goes_with_it():
    app = live(learning_rate=2e4)
    async with app.run_test(size=(120, 40)) as pilot:
        before = places(app)
        await press(pilot, "shift+right", "shift+right")
        assert "saturated" in screen_text(app).split("\n")[1]
        assert places(app) == before
        focus(app, "DiagnosisPane")
        await press(pilot, "enter")
        assert explained(app) == NeuronAddress(1, 0)
        await press(pilot, "escape", "r")
        await pilot.pause()
        assert "saturated" not in screen_text(app)


def places(app):
    """Where each pane is; the one of the diagnosis has no place of its own."""
    return {pane.NAME: pane.region for pane in app.screen.query(Pane) if pane.NAME != "Diagnosis"}


async def test_the_rules_of_the_diagnosis_are_in_its_help():
    from perceptop.app.panes.diagnosis import DiagnosisPane
    from perceptop.core.diagnosis.diagnose import RULES

    for rule in RULES:
        assert rule.name in DiagnosisPane().help_text()
        assert rule.condition in DiagnosisPane().help_text()


async def test_the_glossary_opens_from_everywhere_and_finds_words(app):
    async with app.run_test(size=(120, 40)) as pilot:
        focus(app, "SynapsesPane")
        await press(pilot, "m", "G")
        assert "One pass over all training examples" in screen_text(app)
        await press(pilot, *"moment")
        text = screen_text(app)
        assert "The share of the last step" in text
        assert "One pass over" not in text
        await press(pilot, "escape")
        assert "─ Network" in screen_text(app)
        assert app.screen is app.screen_stack[0]


@pytest.mark.slow
async def test_a_word_that_is_not_there_leaves_an_empty_list(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m", "G", *"qqq", "down", "enter")
        assert app.screen is app.screen_stack[0]


async def test_while_nothing_is_explained_nothing_is_asked(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "backspace", "escape", "s")
        sent = [command for command in app.feed._source.commands if isinstance(command, Explain | Step)]
        assert sent == [Step(1)]
