"""Files, pages, lines and streams to articles; what is bad is refused in words and the rest is read."""

from __future__ import annotations

import hashlib
import io
import json

import pytest

from ostraka import intake
from ostraka.claims import Article
from ostraka.errors import BadDate, InputError, UnknownName
from ostraka.intake import Refusal
from ostraka.intake.dates import dateline, first_and_last, iso_day
from ostraka.intake.formats import FORMATS
from ostraka.intake.settings import settings
from ostraka.languages.pack import languages, table

STORY = (
    "Grain ships leave port\n\n"
    "Two ships left Odesa on Tuesday with wheat for Egypt, the port authority said.\n"
    "Turkey said that it would inspect them and let them pass through the straits."
)
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Grain ships leave port | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2022-11-08T09:00:00Z">
<link rel="canonical" href="https://harbour.example/ships"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Grain ships leave port</h1><p>Two ships left Odesa on Tuesday, the port authority said, carrying wheat
for Egypt and Côte d’Ivoire.</p><p>Turkey said it would inspect them &amp; let them pass. It was the first convoy since the
talks were suspended last week.</p></article><footer>All rights reserved. Cookies.</footer></body></html>"""


def one(*given, **options):
    (found,) = intake.read(*given, **options)
    return found


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_text_is_kept_byte_for_byte(tmp_path):
    data = ("\ufeff" + STORY.replace("\n", "\r\n")).encode("utf-8")
    found = one(put(tmp_path, "a.txt", data))
    assert found.original.encode("utf-8") == data
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.id == found.sha256[:16]
    assert (found.language, found.title) == ("en", "Grain ships leave port")
    assert not found.repaired.startswith("\ufeff")


def test_the_same_bytes_are_the_same_article_wherever_they_come_from(tmp_path):
    path = put(tmp_path, "a.txt", STORY)
    assert one(path).id == one(io.BytesIO(STORY.encode())).id == intake.article(STORY).id


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings(tmp_path, encoding):
    text = "À Genève, le ministre ukrainien a déclaré que l’Égypte achètera du blé à l’été."
    found = one(put(tmp_path, "a.txt", text.encode(encoding)))
    assert found.original.lstrip("\ufeff") == text
    assert ("encoding.guessed" in {t.code for t in found.trouble}) == (encoding == "cp1252")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_page_gives_text_and_what_is_known_of_it(tmp_path, charset):
    data = PAGE.format(charset=charset).encode(charset)
    found = one(put(tmp_path, "page.html", data))
    assert "Côte d’Ivoire" in found.original and "Cookies" not in found.original
    assert (found.title, found.published, found.publisher) == ("Grain ships leave port", "2022-11-08", "Harbour Post")
    assert (found.language, found.url) == ("en", "https://harbour.example/ships")
    assert found.sha256 == hashlib.sha256(data).hexdigest()


def test_page_without_an_article_is_refused(tmp_path):
    found = one(put(tmp_path, "page.html", "<html><body><nav>Home</nav></body></html>"))
    assert isinstance(found, Refusal) and "without an article" in found.words


def test_lines_of_json_hand_ids_through(tmp_path):
    lines = [
        {"id": "a1", "text": STORY, "language": "en", "published": "2022-11-08", "title": "T", "publisher": "P"},
        {"id": 7, "text": "Le ministre ukrainien est arrivé à Paris pour deux jours.", "url": "https://x.example/7"},
        {"text": STORY},
    ]
    first, second, third = intake.read(put(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines))))
    assert (first.id, first.published, first.title, first.publisher) == ("a1", "2022-11-08", "T", "P")
    assert (second.id, second.language, second.url) == ("7", "fr", "https://x.example/7")
    assert third.id == hashlib.sha256(STORY.encode()).hexdigest()[:16]


def test_other_names_of_fields(tmp_path):
    line = json.dumps({"id": "a", "text": STORY, "lang": "en-GB", "date": "2022-11-08T10:00:00Z"})
    found = one(put(tmp_path, "a.jsonl", line))
    assert (found.language, found.published) == ("en", "2022-11-08")


BAD_LINES = {
    "not json": "{oops",
    "not an object": "[1, 2]",
    "no text": '{"id": "x"}',
    "empty text": '{"text": ""}',
    "no words": '{"text": " ... "}',
    "text is a list": '{"text": ["a"]}',
    "a language that is not read": '{"text": "Der Minister kam.", "language": "de"}',
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_does_not_lose_the_others(tmp_path, line):
    good = json.dumps({"id": "good", "text": STORY, "published": "2022-11-08"})
    before, bad, after = intake.read(put(tmp_path, "a.jsonl", f"{good}\n{line}\n\n{good}"))
    assert isinstance(bad, Refusal) and bad.exit_code and bad.where.startswith(f"{tmp_path / 'a.jsonl'}:2")
    assert before.id == after.id == "good"


def test_a_wrong_date_is_said_and_the_article_read(tmp_path):
    line = json.dumps({"id": "x", "text": STORY, "published": "2022-02-31"})
    found = one(put(tmp_path, "a.jsonl", line))
    assert found.published is None
    assert [t.code for t in found.trouble] == ["date.invalid"]


def test_options_hold_where_an_article_does_not_say(tmp_path):
    lines = [{"id": "dated", "text": STORY, "published": "2021-01-01"}, {"id": "bare", "text": STORY}]
    path = put(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)))
    dated, bare = intake.read(path, published="2022-11-08", language="en")
    assert (dated.published, bare.published) == ("2021-01-01", "2022-11-08")
    page = put(tmp_path, "p.html", PAGE.format(charset="utf-8"))
    assert one(page, published="2020-02-02").published == "2020-02-02"


def test_wrong_options_raise_before_anything_is_read():
    with pytest.raises(BadDate, match="not in the calendar"):
        intake.read("missing.txt", published="2022-13-01")
    with pytest.raises(UnknownName, match="'de'"):
        intake.read("missing.txt", language="de")


def test_folder_is_read_below_and_in_order(tmp_path):
    put(tmp_path, "b/two.txt", STORY)
    put(tmp_path, "a.txt", STORY)
    put(tmp_path, "b/.hidden.txt", STORY)
    put(tmp_path, "c.pdf", b"%PDF-1.4")
    found = list(intake.read(tmp_path))
    assert [isinstance(x, Article) for x in found] == [True, True, False]
    assert found[2].exit_code == 0 and "left out" in found[2].words


BAD_FILES = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n ", "is empty"),
    "binary": (bytes(range(256)) * 20, "binary"),
    "pdf": (b"%PDF-1.7 and more", "PDF"),
    "spanish": ("El ministro de Asuntos Exteriores llegó ayer a Madrid para una visita de dos días.".encode(), "'es'"),
    "marks": (b"... !!! ---", "no words"),
}


@pytest.mark.parametrize(("data", "words"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_bad_files_are_refused_in_words(tmp_path, data, words):
    found = one(put(tmp_path, "bad.txt", data))
    assert isinstance(found, Refusal) and found.exit_code
    assert words in found.words and found.where.endswith("bad.txt")


def test_missing_file_and_empty_folder(tmp_path):
    assert "no such file" in one(tmp_path / "none.txt").words
    assert "without files" in one(tmp_path).words


def test_too_long_a_text_is_refused_with_the_limit(tmp_path):
    data = b"All quiet in the harbour today. " * 330_000  # 10 MB
    found = one(put(tmp_path, "long.txt", data))
    assert isinstance(found, Refusal) and "longest" in found.words
    line = json.dumps({"text": "Quiet. " * (settings().longest_article // 4)})
    good = json.dumps({"id": "good", "text": STORY})
    bad, after = intake.read(put(tmp_path, "long.jsonl", f"{line}\n{good}"))
    assert isinstance(bad, Refusal) and after.id == "good"


def test_a_line_without_end_is_skipped_and_the_next_read(tmp_path):
    endless = '{"text": "' + "a" * (settings().longest_article * 6 + 200_000) + '"}'
    good = json.dumps({"id": "good", "text": STORY})
    bad, after = intake.read(put(tmp_path, "long.jsonl", f"{endless}\n{good}"))
    assert bad.code == "input.too-long" and after.id == "good"


def test_stream_is_told_by_its_content():
    page = PAGE.format(charset="utf-8").encode()
    assert one(io.BytesIO(page)).publisher == "Harbour Post"
    assert one(io.BytesIO(json.dumps({"id": "q", "text": STORY}).encode())).id == "q"
    assert one(io.BytesIO(STORY.encode())).title == "Grain ships leave port"


def test_formats_have_suffixes_and_the_last_takes_everything():
    assert {module.NAME for module in FORMATS} == set(settings().suffixes)
    assert FORMATS[-1].looks_like(b"anything")


def test_a_short_text_is_read_with_a_doubt():
    found = intake.article("Moscou nie.")
    assert "language.guessed" in {t.code for t in found.trouble}
    with pytest.raises(InputError):
        intake.article("…")


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-11-8", "2022-11-08", "2022-11-08"),
    ],
)
def test_dates(given, first, last):
    assert first_and_last(given) == (first, last)


@pytest.mark.parametrize("given", ["", "yesterday", "08/11/2022", "2022-00", "2022-02-30", "20221108", "2022-11-08x"])
def test_what_is_no_date(given):
    with pytest.raises(BadDate):
        first_and_last(given)


def test_a_month_is_not_a_day():
    with pytest.raises(BadDate, match="not a day"):
        iso_day("2022-11")


@pytest.mark.parametrize("language", languages())
def test_datelines_of_the_table(language):
    for line, day in table(language, "dateline")["examples"]:
        assert dateline(f"A title\n\n{line}\nMore text.", language) == day
    for line in table(language, "dateline")["not"]:
        assert dateline(line, language) is None


def test_text_without_any_date_says_so(tmp_path):
    found = one(put(tmp_path, "a.txt", STORY))
    assert found.published is None and "date.missing" in {t.code for t in found.trouble}
    dated = one(put(tmp_path, "b.txt", STORY.replace("\n\n", "\n8 November 2022\n\n", 1)))
    assert dated.published == "2022-11-08" and not dated.trouble
