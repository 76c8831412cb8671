"""Sixty kinds of damaged table: each one line that says where and what helps, or the right result with a note."""

import os
import re
import time

import pytest

from perceptop.core.data.tables.learning_table import load_table
from perceptop.core.errors.bad_input import BadInput


def rows(count=12, last="uv", start=0):
    return "".join(f"{place}.5,{place * 7 % 5},{last[place % len(last)]}\n" for place in range(start, start + count))


GOOD = "a,b,kind\n" + rows()
WIDE = ",".join(f"c{place}" for place in range(1_000_000)) + "\n"

REFUSED = {
    "empty": (b"", "no rows"),
    "blank lines": (b"\n\n \n", "no rows"),
    "comments only": (b"# a\n# b\n", "no rows"),
    "byte order mark only": (b"\xef\xbb\xbf", "no rows"),
    "header only": (b"a,b,kind\n", "a header and no rows"),
    "one column": (b"a\n1\n2\n3\n", "one column"),
    "one number": (b"7", "one column|a header and no rows"),
    "one row of numbers": (b"a,b,kind\n1,2,u\n", "found one row, expected two or more"),
    "short row": (GOOD + "1,2\n", "line 14: found 2 values, expected 3"),
    "long row": (GOOD + "1,2,u,4\n", "line 14: found 4 values, expected 3"),
    "row of one value": (GOOD + "total\n", "line 14: found 1 value, expected 3"),
    "decimal comma between commas": ("a,b,kind\n1,5,2,u\n2,2,v\n3,1,u\n", "line 2: found 4 values"),
    "quote that is not closed": ('a,b,kind\n"1,2,u\n3,4,v\n', "line 2"),
    "quote in the middle": ('a,b,kind\n1,2,"u"x\n3,4,v\n', "line 2"),
    "same name twice": ("a,b,a\n" + rows(), "header: found the name a for columns 1, 3"),
    "same name three times": ("a,a,a\n" + rows(), "columns 1, 2, 3"),
    "header twice": ("a,b,kind\n" + rows(6) + "a,b,kind\n" + rows(6), "line 8: found the header again.*delete"),
    "line of units": ("a,b,kind\ncm,kg,-\n" + rows(), "line 2, a: found cm, expected a number"),
    "one text among numbers": ("a,b,kind\n" + rows() + "oops,1,u\n", "line 14, a: found oops.*--drop a"),
    "infinity": ("a,b,kind\n" + rows() + "inf,1,u\n", "line 14, a: found inf, expected a number"),
    "number with underscores": ("a,b,kind\n" + rows() + "1_000,1,u\n", "found 1_000, expected a number"),
    "number with its unit": ("a,b,kind\n" + rows() + "3 cm,1,u\n", "found 3 cm, expected a number"),
    "dash for missing": ("a,b,kind\n" + rows() + "-,1,u\n", "found -, expected a number.*nothing if it is missing"),
    "one class": ("a,b,kind\n" + rows(last="u"), "one value, u, in all rows.*--target"),
    "one number as target": ("a,b,y\n" + rows(last="7"), "one value, 7, in all rows.*--target"),
    "every row its own class": ("a,b,kind\n" + "".join(f"{n},{n % 5},n{n}\n" for n in range(90)), "90 .*--target"),
    "dates": ("day,b,y\n" + "".join(f"2024-01-{n + 1:02},{n % 5},{n}\n" for n in range(28)), "28 .*--drop day"),
    "names of people": ("who,b,y\n" + "".join(f"p{n},{n % 5},{n}\n" for n in range(40)), "40 .*--drop who"),
    "all missing": ("a,b,kind\n" + ",,\n" * 9, "no value in any row of the inputs"),
    "target missing": ("a,b,kind\n" + "".join(f"{n},{n % 3},\n" for n in range(9)), "kind: found no value.*--target"),
    "one missing in every row": ("a,b,y\n" + "".join(f"{n},,{n}\n,{n},{n}\n" for n in range(9)), "--drop a.*mean"),
    "same inputs in every row": ("a,b,kind\n" + "1,2,u\n1,2,v\n" * 6, "two different values"),
    "numbers too large to scale": ("a,b,y\n" + "".join(f"{n}e307,1,{n}\n" for n in range(1, 9)), "--drop a"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a binary file"),
    "workbook": (b"PK\x03\x04" + bytes(200), "a binary file.*save it as CSV"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "a binary file.*save it as CSV"),
    "zeros": (bytes(5000), "a binary file"),
    "zero byte in text": (GOOD.encode() + b"1,\0,u\n", "a binary file"),
    "UTF-16 cut in half": (GOOD.encode("utf-16")[:-1], "text in UTF-16"),
    "a million columns": (WIDE + "1," * 999_999 + "2\n", "1,000,000 columns"),
    "nothing but a million commas": (("," * 1000 + "\n") * 1000, "line 2: found the header again"),
    "quote that is not closed in a long file": ('a,b\n"' + "x,\n" * 1_500_000, "line 2: found field larger"),
    "a million columns in the second line": ("a,b\n" + "1," * 999_999 + "2\n", "1,000,000 columns"),
    "cell of a megabyte": ("a,b,kind\n" + rows() + '"' + "x" * 10**6 + '",1,u\n', "line 14"),
    "title above the header": ("My table\n\n" + GOOD, "line 1: found 1 value, expected 3, as in all lines below"),
    "header of other delimiters": (GOOD.replace("a,b,kind", "a;b;kind"), "line 1: .*a header separated as they are"),
    "JSON": (b'{"a": 1}', "one column|header and no rows|no rows|values"),
    "web page": (b"<html>\n<body>\n<p>Hello</p>\n</body>\n</html>\n", "one column|values|two different"),
}  # fmt: skip

UNDERSTOOD = {
    "carriage returns": (GOOD.replace("\n", "\r"), "12 rows, 2 inputs"),
    "spaces around cells": (GOOD.replace(",", " , "), "12 rows, 2 inputs"),
    "blank lines between": (GOOD.replace("\n", "\n\n"), "12 rows, 2 inputs"),
    "delimiter at each end": (GOOD.replace("\n", ",\n"), "12 rows, 2 inputs"),
    "everything quoted": ('"' + GOOD.rstrip().replace(",", '","').replace("\n", '"\n"') + '"', "12 rows"),
    "no line end": (GOOD.rstrip("\n"), "12 rows, 2 inputs"),
    "no header": (rows(), "12 rows, 2 inputs.*no header: columns named by place"),
    "Latin-1": (GOOD.replace("u", "ü").encode("latin-1"), "2 classes.*read as Latin-1"),
    "UTF-16": (GOOD.encode("utf-16"), "2 classes.*read as UTF-16"),
    "UTF-8 cut in half": ((GOOD + "3,4,ü").encode()[:-1], "read as Latin-1"),
    "counted rows": ("id,a,kind\n" + "".join(f"{n},{n * 3 % 7},{'uv'[n % 2]}\n" for n in range(12)), "id dropped"),
    "UTF-32": (GOOD.encode("utf-32"), "2 classes.*read as UTF-32"),
    "header in a comment": ("# by numpy\n# a,b,kind\n" + rows(), "kind → 2 classes, 2 rows held out for testing$"),
    "header that begins with #": (GOOD.replace("a,", "#,", 1), "12 rows, 2 inputs scaled, kind"),
    "comment above a header": ("# two, words, here\n" + GOOD, "2 inputs scaled, kind.*testing$"),
    "row in a comment": (GOOD + "#3,4,w\n", "2 classes.*; a line that begins with # passed over"),
    "#N/A of Excel": (GOOD + "#N/A,4,u\n", "12 rows, .*1 row with missing values dropped"),
    "delimiters at the ends of some rows": (GOOD.replace("u\n", "u,,\n"), "12 rows, 2 inputs"),
    "percent and money": ("a,b,y\n" + "".join(f"{n}%,${n * 3},€ {n}.5\n" for n in range(12)), "y read without %, .,"),
    "two rows": ("a,b,kind\n1,2,u\n3,4,v\n", "2 rows, 2 inputs.*no rows held out"),
    "class with one row": ("a,b,kind\n" + rows() + "3,4,w\n", "3 classes"),
    "missing values": ("a,b,kind\n" + rows() + "NA,1,u\n?,2,v\n", "12 rows.*2 rows with missing values dropped"),
    "constant column": (GOOD.replace("kind", "same,kind").replace(",u", ",3,u").replace(",v", ",3,v"), "same dropped"),
    "empty column": (GOOD.replace("kind", "none,kind").replace(",u", ",,u").replace(",v", ",,v"), "none dropped"),
    "column without a name": (GOOD.replace("b,kind", ",kind"), "2 inputs"),
    "names with spaces and signs": (GOOD.replace("a,b", "a (cm),b/%"), "2 inputs"),
    "escape codes in a class": (GOOD.replace("u", "\x1b[2Ju"), "2 classes"),
    "true and false": (GOOD.replace("u", "True").replace("v", "False"), "2 classes"),
}  # fmt: skip


def written(tmp_path, content):
    path = tmp_path / "t.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_there_are_sixty_kinds():
    assert len(REFUSED) + len(UNDERSTOOD) + len(NO_FILES) >= 60


@pytest.mark.parametrize("kind", REFUSED)
def test_one_line_says_what_is_wrong(tmp_path, kind):
    content, said = REFUSED[kind]
    path = written(tmp_path, content)
    started = time.process_time()
    with pytest.raises(BadInput, match=said) as refused:
        load_table(path)
    assert time.process_time() - started < 2
    assert "\n" not in str(refused.value)
    assert str(refused.value).isprintable()
    assert str(refused.value).startswith(str(path)) or "…" in str(refused.value)


@pytest.mark.parametrize("kind", UNDERSTOOD)
def test_it_is_read_as_what_it_says(tmp_path, kind):
    content, note = UNDERSTOOD[kind]
    data = load_table(written(tmp_path, content))
    assert re.search(note, data.note)
    assert data.note.isprintable()
    assert all(name.isprintable() for name in (*data.input_names, *data.output_names, *data.encoding.classes))


def directory(path):
    path.mkdir()


def pipe(path):
    os.mkfifo(path)


def huge(path):
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)


def device(path):
    path.symlink_to("/dev/zero")


def circle(path):
    path.symlink_to(path)


NO_FILES = {
    directory: "not an ordinary file",
    pipe: "not an ordinary file",
    huge: "more than 64 MiB, expected a smaller file: fewer of its rows",
    device: "not an ordinary file",
    circle: "no such file|symbolic links",
}


@pytest.mark.parametrize("make", NO_FILES)
def test_what_is_no_file_is_refused_without_being_read(tmp_path, make):
    make(tmp_path / "t.csv")
    with pytest.raises(BadInput, match=NO_FILES[make]):
        load_table(tmp_path / "t.csv")
