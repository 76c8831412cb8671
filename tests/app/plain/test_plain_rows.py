"""The plain mode: settings and rows are changed as in the live view."""

from perceptop.core.protocol.changes import AddRow, RemoveRow, SetRow
from perceptop.core.protocol.commands import Make, Rebuild
from tests.app.plain.test_plain import Reader


async def test_a_row_is_changed_added_and_removed():
    async with Reader() as reader:
        asked = "".join(await reader.press("E"))
        assert "row 1, now 1, 1 → 0" in asked
        reader.view.answer("1, 0.5 -> 1")
        await reader.press("A")
        reader.view.answer("0.5 0.5 -> 0")
        await reader.press("D")
        sent = [command for command in reader.source.commands if isinstance(command, Make)]
        assert [command.change for command in sent] == [
            SetRow(0, (1.0, 0.5), (1.0,)),
            AddRow((0.5, 0.5), (0.0,)),
            RemoveRow(0),
        ]


async def test_another_network_is_one_line():
    async with Reader() as reader:
        await reader.press("e")
        reader.view.answer("layers 2,3,1")
        await reader.press(".")
        assert reader.source.commands[-1] == Rebuild((("layers", (2, 3, 1)),))
        assert reader.view.feed.latest.about.layers == (2, 3, 1)


async def test_in_history_it_is_a_fork():
    async with Reader() as reader:
        await reader.press("s", "s", "left")
        asked = "".join(await reader.press("A"))
        assert "in a fork that begins here" in asked
        reader.view.answer("0.5 0.5 -> 0")
        assert reader.source.commands[-1] == Make(AddRow((0.5, 0.5), (0.0,)), in_fork=True)
