"""Which encoding a text file is in."""

import pytest

from pipelines.files.refusal import Refusal
from pipelines.files.text_file import open_text


@pytest.fixture
def text_of(tmp_path):
    """Write bytes to a file and read the file as text."""

    def read(content):
        path = tmp_path / "a.csv"
        path.write_bytes(content)
        with open_text(path, "what it is called") as file:
            return file.read()

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("text", ["", "a", "abc", "café £9 – naïve", "line\r\nline\rline\n", "é" * 2_000_000])
def test_text_reads_back_with_its_line_ends(text_of, encoding, text):
    assert text_of(text.encode(encoding)) == text


def test_a_character_cut_by_a_chunk_is_still_utf8(text_of):
    text = "a" * ((1 << 20) - 1) + "é"
    assert text_of(text.encode()) == text


def test_text_that_is_not_utf8_throughout_is_windows_1252(text_of):
    assert text_of("café".encode() + b"\xe9") == "cafÃ©é"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf16_is_refused_with_and_without_a_mark(text_of, encoding, mark):
    with pytest.raises(Refusal, match="the file is in UTF-16; save it as CSV UTF-8 and send it again"):
        text_of((mark + "offence_ref,district\n").encode(encoding))


@pytest.mark.parametrize("content", [b"\0", b"\0\0\0\0", b"a\0", b"a\0b", b"\0a\0", b"ab\0\0", b"a\0\0b"])
def test_zero_bytes_alone_are_not_utf16(text_of, content):
    assert text_of(content) == content.decode()


@pytest.mark.parametrize("content", [b"\x81", b"abc\x8d,\x90", b"a\xc3\x28\x9d"])
def test_bytes_in_neither_encoding_are_refused(text_of, content):
    with pytest.raises(Refusal, match="neither UTF-8 nor Windows-1252 text; save it as CSV UTF-8"):
        text_of(content)


def test_a_file_that_can_not_be_opened_is_refused_by_the_senders_name_for_it(tmp_path):
    with pytest.raises(Refusal, match="the file can't be opened") as refusal, open_text(tmp_path, "2017-08/a.csv"):
        pass
    assert refusal.value.file == "2017-08/a.csv"
