"""Files as people have them are read as what they say."""

import time

import numpy as np
import pytest

from perceptop.core.data.tables.read_table import parse_table, read_table
from perceptop.core.errors.bad_input import BadInput

PLAIN = "a,b,c\n1,2,x\n3.5,4,y\n5,6,x\n"


def read(text):
    return parse_table(text, "t.csv")


def columns(table):
    return {name: table.column(name).words() for name in table.names}


WANTED = {"a": ["1", "3.5", "5"], "b": ["2", "4", "6"], "c": ["x", "y", "x"]}


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", "|"),
        PLAIN.replace(",", " "),
        PLAIN.replace(",", ", "),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.replace("\n", ",\n"),
        PLAIN.replace("\n", ",\n").replace("c,\n", "c\n"),
        "# made by hand\n" + PLAIN,
        "sep=,\n" + PLAIN,
        "sep=;\r\n" + PLAIN.replace(",", ";").replace("\n", "\r\n"),
        PLAIN.replace("3.5", '"3.5"').replace("x", '"x"').replace("a", '"a"'),
        PLAIN.replace(",", ";").replace(".", ","),
        PLAIN.replace(",", "\t").replace(".", ","),
        PLAIN.rstrip("\n"),
    ],
)
def test_however_a_table_is_written_it_says_the_same(text):
    assert columns(read(text)) == WANTED


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (PLAIN.encode("utf-8-sig"), ()),
        (PLAIN.encode("utf-16"), ("read as UTF-16",)),
        (PLAIN.encode("utf-16-le"), ("read as UTF-16",)),
        (PLAIN.encode("utf-16-be"), ("read as UTF-16",)),
        (PLAIN.replace("x", "é").encode("latin-1"), ("read as Latin-1",)),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path, data, note):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    table = read_table(path, "t.csv")
    assert table.notes == note
    assert columns(table)["a"] == WANTED["a"]
    assert columns(table)["c"][0] in ("x", "é")


def test_without_a_header_columns_are_named_by_place():
    table = read("1,2,x\n3,4,y\n")
    assert table.names == ("x1", "x2", "y")
    assert table.notes == ("no header: columns named by place",)
    assert read("5.1,3.5\n4.9,3.0\n").names == ("x", "y")


@pytest.mark.parametrize(
    "text", ["f,t,name\nno,yes,dog\nyes,no,cat\n", "0,1,2\n5.5,6.5,7\n3,4,4\n", "a,2,3\n1,5,6\n2,7,1\n"]
)
def test_a_header_of_words_or_of_places_is_one(text):
    assert read(text).names == tuple(text.split("\n")[0].split(","))


@pytest.mark.parametrize("first", ["", "id", "index", "Unnamed: 0"])
def test_a_first_column_that_counts_the_rows_is_dropped_and_that_is_said(first):
    for start in (0, 1):
        rows = "".join(f"{place + start},{place}.5,{'xy'[place % 2]}\n" for place in range(4))
        table = read(f"{first},a,b\n{rows}")
        assert table.names == ("a", "b")
        assert "only counts the rows" in table.notes[0]


def test_names_of_rows_as_r_writes_them_are_dropped():
    table = read('"mpg","cyl"\n"Mazda",21,6\n"Datsun",22.8,4\n"Hornet",21.4,6\n')
    assert columns(table) == {"mpg": ["21", "22.8", "21.4"], "cyl": ["6", "4", "6"]}


def test_a_column_that_counts_and_has_a_name_of_its_own_stays():
    assert read("day,a,b\n0,1,2\n1,2,2\n2,3,1\n").names == ("day", "a", "b")


def test_plain_numbers_and_others_become_the_same_columns():
    numbers = np.random.default_rng(0).normal(size=(40, 3)).round(3)
    text = "a,b,c\n" + "".join(",".join(map(str, row)) + "\n" for row in numbers.tolist())
    quick, slow = read(text), read(text.replace("\n", "\n\n", 1))
    assert quick.numbers is not None
    assert slow.numbers is None
    for name in "abc":
        assert (quick.column(name).numbers == slow.column(name).numbers).all()
    assert list(quick.lines[:2]) == [2, 3]
    assert list(slow.lines[:2]) == [3, 4]


def test_numbers_as_people_write_them():
    table = read('a;b\n1,5;"1.234,5"\n2;-0,5\n1e3;3\n')
    assert table.column("a").numbers.tolist() == [1.5, 2, 1000]
    assert table.column("b").numbers.tolist() == [1234.5, -0.5, 3]
    assert read('a,b\n"1,234.5",1\n"12,000",2\n').column("a").numbers.tolist() == [1234.5, 12000]
    money = read("a;b\n$5;1 234,5\n-$7,50;1\u202f234\n€ 1.234,5;12'345\n\u22128 €;3%\n")
    assert money.column("a").numbers.tolist() == [5, -7.5, 1234.5, -8]
    assert money.column("b").numbers.tolist() == [1234.5, 1234, 12345, 3]


@pytest.mark.parametrize("cell", ["5 kg", "$", "1 2", "0171 555 123", "3-4", "a%", "2024-01-05"])
def test_what_only_looks_like_a_number_is_text(cell):
    assert read(f"a;b\n{cell};1\n2;2\n").column("a").text.tolist() == [True, False]


@pytest.mark.parametrize("text", ["10%;$5\n20%;$6\n", "5,1;3,5;u\n4,9;3;v\n"])
def test_numbers_in_the_first_row_are_no_header_however_they_are_written(text):
    assert read(text).names[0] == "x" + "1" * text.endswith("v\n")


def test_what_is_missing_is_neither_text_nor_a_number():
    column = read("a,b\n1,x\n,x\nNA,x\nNaN,x\n?,x\nn/a,y\n7,y\n").column("a")
    assert column.missing.tolist() == [False, True, True, True, True, True, False]
    assert not column.text.any()


def test_a_quoted_cell_may_hold_delimiters_and_lines_and_rows_keep_their_line_numbers():
    table = read('a,b\n"x, y",1\n"two\nlines",2\nz,3\n')
    assert table.column("a").words() == ["x, y", "two lines", "z"]
    assert table.lines == [2, 3, 5]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b,c\n1,2,3\n1,2\n", "t.csv, line 3: found 2 values, expected 3"),
        ("a,b,a\n1,2,x\n", "t.csv, header: found the name a for columns 1, 3"),
        ("a,b\n", "found a header and no rows"),
        ("", "found no rows"),
        ("\n\n# nothing\n", "found no rows"),
        ("a\n1\n2\n", "found one column, expected two or more"),
        ('a,b\n"1,2\n3,4\n', "t.csv, line 2"),
        ("a," * 20_000 + "b\n" + "1," * 20_000 + "2\n", "found 20,001 columns, expected at most 10,000"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(text, said):
    with pytest.raises(BadInput, match=said):
        read(text)


def test_ten_thousand_rows_are_read_in_well_below_a_second():
    row = ",".join(f"0.{place:04}" for place in range(29))
    text = ",".join(f"c{place}" for place in range(30)) + "\n" + f"{row},x\n" * 10_000
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 2
