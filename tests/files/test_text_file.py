"""Which encoding a text file is in, and each of its lines."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.files.refusal import Refusal
from pipelines.files.text_file import TextFile


@pytest.fixture
def text_of(tmp_path):
    """Write bytes to a file and read the file as text."""

    def read(content):
        path = tmp_path / "a.csv"
        path.write_bytes(content)
        with TextFile(path, "what it is called").lines() as lines:
            return "".join(lines)

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("text", ["", "a", "abc", "café £9 – naïve", "line\r\nline\rline\n", "é" * 2_000_000])
def test_text_reads_back_with_its_line_ends(text_of, encoding, text):
    assert text_of(text.encode(encoding)) == text


def test_a_character_cut_by_a_chunk_is_still_utf8(text_of):
    text = "a" * ((1 << 20) - 1) + "é"
    assert text_of(text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_read_if_a_mark_says_so_and_refused_if_not(text_of, encoding):
    text = "offence_ref\tdistrict\r\n23/1/17\tCafé\r\n"
    assert text_of(("\ufeff" + text).encode(encoding)) == text
    with pytest.raises(Refusal, match="the file is in UTF-16; save it as CSV UTF-8 and send it again"):
        text_of(text.encode(encoding))


def test_utf16_cut_short_is_refused(text_of):
    with pytest.raises(Refusal, match="the file is damaged or cut short"):
        text_of("\ufeffoffence_ref\n".encode("utf-16-le")[:-1])


@pytest.mark.parametrize("content", [b"\0", b"\0\0\0\0", b"a\0", b"a\0b", b"\0a\0", b"ab\0\0", b"a\0\0b"])
def test_zero_bytes_alone_are_not_utf16(text_of, content):
    assert text_of(content) == content.decode()


@pytest.mark.parametrize("content", [b"a\n\x81", b"a\nabc\x8d,\x90\n", b"\nLen\xc3\x28\x9d", b"\rcaf\xc3\xa9 \x81\r"])
def test_a_line_in_neither_encoding_is_refused_and_named(text_of, content):
    with pytest.raises(Refusal, match="line 2 is neither UTF-8 nor Windows-1252 text; save it as CSV UTF-8"):
        text_of(content)


def read(tmp_path, *lines):
    """Write lines of bytes and read them back: the lines, and what was assumed."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"\n".join(lines) + b"\n")
    file = TextFile(path, "a.csv")
    with file.lines() as found:
        return [line.removesuffix("\n") for line in found], file.assumed


NAMES = ("José", "Zażółć", "Siân O’Neill", "Łukasz", "Œuvre – №", "Ünal", "Ngô", "naïve 🙂")
WINDOWS = ("José", "Siân O’Neill", "Œuvre – ", "Ünal", "£9")


@settings(derandomize=True)
@given(drawn=st.lists(st.sampled_from([(n, "utf-8") for n in NAMES] + [(n, "cp1252") for n in WINDOWS]), max_size=8))
def test_each_line_reads_as_what_was_written_whichever_encoding_it_is_in(tmp_path_factory, drawn):
    lines = [("José", "utf-8"), ("José", "cp1252"), *drawn]
    found, assumed = read(tmp_path_factory.mktemp("lines"), *(text.encode(encoding) for text, encoding in lines))
    assert found == [text for text, _ in lines]
    assert len(assumed) == 1
    windows = [str(number) for number, (_, encoding) in enumerate(lines, 1) if encoding == "cp1252"]
    utf8 = [str(number) for number, (_, encoding) in enumerate(lines, 1) if encoding == "utf-8"]
    named = utf8 if len(utf8) < len(windows) else windows
    assert re.findall("[0-9]+", assumed[0].partition("read as")[0].replace("more", ""))[: len(named[:5])] == named[:5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_in_one_encoding_needs_no_word(tmp_path, encoding):
    names = WINDOWS if encoding == "cp1252" else NAMES
    path = tmp_path / "a.csv"
    path.write_text("\n".join(names), encoding=encoding)
    file = TextFile(path, "a.csv")
    with file.lines() as found:
        assert "".join(found).split("\n") == list(names)
    assert file.assumed == []


def test_lines_in_another_encoding_are_named(tmp_path):
    found, assumed = read(tmp_path, b"name", "José".encode(), "Siân".encode("cp1252"), "Zoë".encode())
    assert (found, assumed) == (
        ["name", "José", "Siân", "Zoë"],
        ["line 3 was read as Windows-1252, the others as UTF-8"],
    )
    _, assumed = read(tmp_path, "José".encode(), "Siân".encode("cp1252"), "Zoë".encode("cp1252"))
    assert assumed == ["line 1 was read as UTF-8, the others as Windows-1252"]


def test_a_line_in_both_encodings_is_read_as_both_and_named(tmp_path):
    found, assumed = read(tmp_path, "José,".encode() + "Siân".encode("cp1252"))
    assert found == ["José,Siân"]
    assert assumed == ["line 1 has both UTF-8 and Windows-1252; each was read as what it is"]


def test_a_line_that_could_be_either_is_refused_and_named_only_if_the_file_has_both(tmp_path):
    doubt = "JOSÉ’S".encode("cp1252")
    assert read(tmp_path, doubt, "Siân".encode("cp1252")) == (["JOSÉ’S", "Siân"], [])
    with pytest.raises(Refusal, match="line 3 could be UTF-8 or Windows-1252, and the file has both"):
        read(tmp_path, "José".encode(), "Siân".encode("cp1252"), doubt)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_end_in_any_way_in_a_file_with_both_encodings(text_of, end):
    lines = ["José".encode(), "Siân".encode("cp1252"), b""]
    assert text_of(end.join(lines)).split(end.decode()) == ["José", "Siân", ""]


def test_a_control_z_at_the_end_is_left_out(text_of):
    assert text_of(b"a,b\n1,2\n\x1a") == "a,b\n1,2\n"
    assert text_of(b"a,b\n1,2\x1a") == "a,b\n1,2"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04\x14", "a zip or an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an Excel workbook"),
        (b"\x1f\x8b\x08", "packed with gzip"),
        (b"%PDF-1.4", "a PDF"),
        (b"\xef\xbb\xbf<html><table>", "a web page or XML"),
        (b"\n <TABLE border=1>", "a web page or XML"),
        (b"<?xml version='1.0'?>", "a web page or XML"),
        (b"<!DOCTYPE html>", "a web page or XML"),
    ],
)
def test_a_file_that_is_something_else_is_named_for_what_it_is(text_of, content, what):
    with pytest.raises(Refusal, match=f"the file is {what}"):
        text_of(content)


def test_a_file_that_can_not_be_opened_is_refused_by_the_senders_name_for_it(tmp_path):
    file = TextFile(tmp_path, "2017-08/a.csv")
    with pytest.raises(Refusal, match="the file can't be opened") as refusal, file.lines():
        pass
    assert refusal.value.file == "2017-08/a.csv"
