"""From the bytes of a table to its text: UTF-8, UTF-16, UTF-32 and Latin-1, with or without a byte order mark."""

import codecs

from perceptop.core.errors.bad_input import refuse

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"\x89PNG", b"\xd0\xcf\x11\xe0")
"""First bytes of Excel files, archives and pictures."""
_SAMPLE = 4096
"""Bytes that are looked at to tell UTF-16 without a mark from a binary file."""


def decode_table(data: bytes, label: str) -> tuple[str, str]:
    """The text, and a note on its encoding, empty for UTF-8. `BadInput` for a binary file."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            note = "" if encoding == "utf-8" else f"read as {encoding[:6].upper()}"
            return _decode(data[len(mark) :], encoding, label), note
    if encoding := _utf16(data[:_SAMPLE]):
        return _decode(data, encoding, label), "read as UTF-16"
    if b"\0" in data or data.startswith(_BINARY):
        refuse(label, "a binary file", "a table as text: values separated by commas, say; save it as CSV")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return data.decode("latin-1"), "read as Latin-1"


def _utf16(sample: bytes) -> str:
    """UTF-16 without a mark, told by a zero in every other byte; empty if it is something else."""
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if len(sample) > 3 and 2 * zeros.count(0) > len(zeros) and others.count(0) == 0:
            return encoding
    return ""


def _decode(data: bytes, encoding: str, label: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        name = encoding.removesuffix("-le").removesuffix("-be").upper()
        refuse(label, f"byte 0x{data[problem.start]:02x} at {problem.start}", f"text in {name}, as the file begins")
