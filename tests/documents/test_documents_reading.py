"""Everything that a person may name on the command line."""

from __future__ import annotations

import io
import json
import logging
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geomap.documents import document_from_text, read_documents
from geomap.errors import UsageError
from geomap.model import Document, FailedDocument, RegionKind

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer

BODY = "The ministry said on Monday that the two armies had met near the river. Nobody was hurt, it added."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Armies meet | A paper</title>
<meta property="og:title" content="Armies meet"><meta property="og:site_name" content="A paper">
<meta property="article:published_time" content="2021-01-18T23:30:00-08:00"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Armies meet</h1>
<p>{BODY}</p><p>İğdır’daki {BODY}</p><p>{BODY} <script>alert(1)</script></p></article>
<footer>Cookies</footer></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>A paper</title><language>en</language>
<item><title>Armies meet</title><link>https://example.org/1</link><guid>first</guid>
<pubDate>Mon, 18 Jan 2021 23:30:00 -0800</pubDate>
<description>&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</description></item>
<item><link>https://example.org/2</link><guid>second</guid></item>
<item><title>Just a title</title></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A paper</title>
<entry><id>urn:1</id><title>Armies meet</title><updated>2021-01-18T10:00:00Z</updated>
<content type="text">{BODY}</content></entry></feed>"""


def read(*inputs: Path | str, published: date | None = None) -> list[Document | FailedDocument]:
    return list(read_documents([str(item) for item in inputs], published=published))


def one(path: Path | str, **options: date) -> Document:
    (found,) = read(path, **options)
    assert isinstance(found, Document), found
    return found


def failed(path: Path | str) -> FailedDocument:
    (found,) = read(path)
    assert isinstance(found, FailedDocument), found
    return found


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_text_is_kept_exactly(tmp_path: Path) -> None:
    text = "\r\n  Armies meet \r\n\r\n\tThe é́ İ 𝔸 said.\n\n\n"
    found = one(put(tmp_path / "a.txt", text))
    assert found.text == text
    assert found.title == "Armies meet"
    assert found.path == str(tmp_path / "a.txt")
    assert found.published is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_files(encoding: str, tmp_path: Path) -> None:
    assert one(put(tmp_path / "a.txt", f"İğdır, {BODY}".encode(encoding))).text == f"İğdır, {BODY}"


def test_other_encodings_are_assumed_aloud(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = "Министерство обороны сообщило в понедельник, что учения прошли у реки. Никто не пострадал. " * 5
    with caplog.at_level(logging.WARNING):
        found = one(put(tmp_path / "a.txt", text.encode("windows-1251")))
    assert found.text == text
    assert "cp1251" in caplog.text


def test_a_few_western_letters_are_windows_1252(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = "The army’s “exercise” near Besançon — planned for 3 May 2021 — was cancelled, it said."
    assert one(put(tmp_path / "a.txt", text.encode("windows-1252"))).text == text
    assert "windows-1252" in caplog.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf  ", "empty"),
        (b"%PDF-1.7 \x93\x8c", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x00\x01\x02text\x00", "binary"),
        (bytes(range(256)), "binary"),
        (b"\xff\xfeA\x00B\xd8\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_fails_with_a_reason(content: bytes, said: str, tmp_path: Path) -> None:
    assert said in failed(put(tmp_path / "a.txt", content)).error


def test_html(tmp_path: Path) -> None:
    found = one(put(tmp_path / "a.html", PAGE))
    assert found.title == "Armies meet"
    assert found.text.split("\n\n") == ["Armies meet", BODY, f"İğdır’daki {BODY}", BODY]
    assert (found.published, found.published_from) == (date(2021, 1, 18), "metadata")
    assert found.source == "A paper"
    assert found.regions[0].kind == RegionKind.HEADLINE


def test_html_declares_its_encoding(tmp_path: Path) -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="iso-8859-9"').replace("’", "'").encode("iso-8859-9")
    assert "İğdır'daki" in one(put(tmp_path / "a.html", page)).text


def test_html_without_an_article_fails(tmp_path: Path) -> None:
    assert "no article" in failed(put(tmp_path / "a.html", "<html><body></body></html>")).error


@pytest.mark.parametrize("dated", ["", '<time datetime="2021-01-18">18 January</time>'])
def test_html_is_never_dated_today(dated: str, tmp_path: Path) -> None:
    page = f"<html><body><article><h1>Armies meet</h1>{dated}<p>{BODY}</p><p>{BODY}</p></article></body></html>"
    assert one(put(tmp_path / "a.html", page)).published in {None, date(2021, 1, 18)}


def test_rss(tmp_path: Path) -> None:
    first, second, third = read(put(tmp_path / "a.xml", RSS))
    assert isinstance(first, Document)
    assert (first.id, first.url, first.source, first.lang) == ("first", "https://example.org/1", "A paper", "en")
    assert (first.published, first.published_from) == (date(2021, 1, 18), "metadata")
    assert first.text == f"Armies meet\n\n{BODY}\n\nMore."
    assert isinstance(second, FailedDocument)
    assert isinstance(third, Document)
    assert third.text == "Just a title"


def test_atom(tmp_path: Path) -> None:
    found = one(put(tmp_path / "a.atom", ATOM))
    assert (found.id, found.text, found.published) == ("urn:1", f"Armies meet\n\n{BODY}", date(2021, 1, 18))


@pytest.mark.parametrize("content", ["<a><b/></a>", "no xml at all", "<rss><channel></channel></rss>"])
def test_xml_that_is_no_feed_fails(content: str, tmp_path: Path) -> None:
    assert "feed" in failed(put(tmp_path / "a.xml", content)).error


def test_jsonl(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": BODY, "title": "T", "url": "u", "source": "s", "lang": "en", "published": "2021-01-18"},
        {"text": f"x\u2028{BODY}", "mentions": [{"start": 0, "end": 1}], "other": {"ignored": 1}, "title": None},
        {"id": 7, "text": BODY, "mentions": []},
    ]
    first, second, third = read(put(tmp_path / "a.jsonl", "\n\n".join(json.dumps(row) for row in rows)))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Document)
    assert (first.id, first.title, first.url, first.source, first.lang) == ("a", "T", "u", "s", "en")
    assert (first.published, first.published_from, first.mentions) == (date(2021, 1, 18), "metadata", None)
    assert [(span.start, span.end) for span in second.mentions or ()] == [(0, 1)]
    assert (third.id, third.mentions) == ("7", ())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "not JSON"),
        ("[]", "list"),
        ("{}", "no text"),
        ('{"text": 5}', "no text"),
        ('{"text": " "}', "empty"),
        ('{"text": "a", "published": "soon"}', "not a date"),
        ('{"text": "a", "published": 5}', "not a date"),
        ('{"text": "a", "title": ["x"]}', "not a string"),
        ('{"text": "a", "mentions": [{"start": 0, "end": 2}]}', "after the text"),
        ('{"text": "a", "mentions": [{"start": 1, "end": 1}]}', "mentions"),
        ('{"text": "a", "mentions": 5}', "mentions"),
        ('{"text": "\\ud800"}', "surrogate"),
        (b'{"text": "\xff"}', "UTF-8"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_row_never_stops_the_batch(row: str | bytes, said: str, tmp_path: Path) -> None:
    raw = row if isinstance(row, bytes) else row.encode()
    good = json.dumps({"text": BODY}).encode()
    first, bad, last = read(put(tmp_path / "a.jsonl", good + b"\n" + raw + b"\n" + good))
    assert isinstance(first, Document)
    assert isinstance(bad, FailedDocument)
    assert "line 2" in bad.error
    assert said in bad.error
    assert isinstance(last, Document)


def test_a_failed_row_keeps_its_own_id(tmp_path: Path) -> None:
    assert failed(put(tmp_path / "a.jsonl", '{"id": "mine", "text": ""}')).id == "mine"


def test_jsonl_in_utf_16(tmp_path: Path) -> None:
    assert (
        one(put(tmp_path / "a.jsonl", json.dumps({"text": "İğdır"}, ensure_ascii=False).encode("utf-16"))).text
        == "İğdır"
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(delimiter: str, tmp_path: Path) -> None:
    header = delimiter.join(["id", "published", "text", "mentions"])
    row = delimiter.join(["NA", "2021-01-18", '"Said ""so""; or,\r\nnot."', ""])
    found = one(put(tmp_path / "a.csv", f"{header}\n{row}\n"))
    assert (found.id, found.text, found.published) == ("NA", 'Said "so"; or,\r\nnot.', date(2021, 1, 18))


def test_csv_holds_whole_articles(tmp_path: Path) -> None:
    text = BODY * 5000
    assert one(put(tmp_path / "a.csv", f'text\n"{text}"\n')).text == text


def test_csv_rows_fail_alone(tmp_path: Path) -> None:
    first, bad, last = read(put(tmp_path / "a.csv", "id,text\n1,one\n2,two,three\n3,four\n"))
    assert isinstance(first, Document)
    assert isinstance(bad, FailedDocument)
    assert "line 3" in bad.error
    assert isinstance(last, Document)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_wrong_column_is_named(name: str, tmp_path: Path) -> None:
    error = failed(put(tmp_path / name, "id,body\n1,one\n")).error
    assert "'text'" in error
    assert "id, body" in error


def test_parquet(tmp_path: Path) -> None:
    table = {
        "text": [BODY, None, "two"],
        "published": [date(2021, 1, 18), None, None],
        "mentions": [[{"start": 0, "end": 3}], None, None],
        "extra": [1, 2, 3],
    }
    pq.write_table(pa.table(table), tmp_path / "a.parquet")
    first, bad, last = read(tmp_path / "a.parquet")
    assert isinstance(first, Document)
    assert (first.published, first.mentions is not None) == (date(2021, 1, 18), True)
    assert isinstance(bad, FailedDocument)
    assert "row 2" in bad.error
    assert isinstance(last, Document)


def test_parquet_that_is_none_or_lacks_text(tmp_path: Path) -> None:
    assert "Parquet" in failed(put(tmp_path / "a.parquet", b"PAR1 not really")).error
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "b.parquet")
    assert "body" in failed(tmp_path / "b.parquet").error


def test_folder_is_read_in_depth_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "c.unknown", "A.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        put(tmp_path / name, f"{name} {BODY}")
    put(tmp_path / "a" / "empty.txt", "")
    found = read(tmp_path)
    assert [Path(item.path or "").relative_to(tmp_path).as_posix() for item in found] == [
        "A.TXT", "b.txt", "a/empty.txt", "a/z.txt",
    ]  # fmt: skip
    assert [type(item) for item in found] == [Document, Document, FailedDocument, Document]


@pytest.mark.parametrize("inputs", [[], ["no/such/file.txt"], ["ftp://example.org/a"], ["file:///etc/hostname"]])
def test_wrong_use_is_told_at_once(inputs: list[str]) -> None:
    with pytest.raises(UsageError):
        read_documents(inputs)


def test_an_empty_folder_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no articles"):
        read_documents([str(tmp_path)])


def test_one_missing_input_is_told_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing"):
        read_documents([str(put(tmp_path / "a.txt", BODY)), str(tmp_path / "missing.txt")])


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (BODY, BODY),
        (json.dumps({"text": "from JSON"}), "from JSON"),
        (PAGE, f"Armies meet\n\n{BODY}"),
        (ATOM, f"Armies meet\n\n{BODY}"),
    ],
)
def test_standard_input_is_known_by_its_first_bytes(content: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert one("-").text.startswith(text)


def test_a_file_without_a_known_suffix_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    assert one(put(tmp_path / "article", BODY)).text == BODY
    assert one(put(tmp_path / "page", PAGE)).title == "Armies meet"


def test_ids_come_from_the_content(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", BODY)
    put(tmp_path / "b.txt", BODY)
    put(tmp_path / "c.txt", BODY + "!")
    ids = [item.id for item in read(tmp_path)]
    assert ids[1] == f"{ids[0]}-2"
    assert len(set(ids)) == 3
    assert [item.id for item in read(tmp_path)] == ids


def test_ids_are_unique_in_a_run(tmp_path: Path) -> None:
    rows = [{"id": name, "text": BODY} for name in ("a", "a-2", "a", "a")]
    ids = [item.id for item in read(put(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))]
    assert ids == ["a", "a-2", "a-3", "a-4"]


def test_a_text_in_hand() -> None:
    found = document_from_text(f"Armies meet\n\nANKARA, Jan. 17, 2021 (Reuters) — {BODY}", id="x")
    assert (found.id, found.title, found.published, found.path) == ("x", "Armies meet", date(2021, 1, 17), None)
    assert document_from_text(BODY, published=date(2021, 1, 18)).published_from == "metadata"


def test_where_the_date_comes_from(tmp_path: Path) -> None:
    text = f"Armies meet\n\nANKARA, Jan. 17, 2021 (Reuters) — {BODY}"
    url = "https://example.org/2021/01/19/armies"
    rows = [
        {"text": text, "url": url, "published": "2021-01-18"},
        {"text": text, "url": url},
        {"text": BODY, "url": url},
        {"text": text.replace(", 2021", ""), "url": url},
        {"text": BODY},
    ]
    path = put(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    found = [(item.published, item.published_from) for item in read(path) if isinstance(item, Document)]
    assert found == [
        (date(2021, 1, 18), "metadata"),
        (date(2021, 1, 17), "dateline"),
        (date(2021, 1, 19), "url"),
        (date(2021, 1, 17), "dateline"),
        (None, None),
    ]


def test_the_option_dates_what_does_not_date_itself(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", BODY)
    put(tmp_path / "b.txt", f"Armies meet\n\nANKARA, Jan. 17, 2021 (Reuters) — {BODY}")
    put(tmp_path / "c.txt", f"Armies meet\n\nANKARA, Jan. 17 (Reuters) — {BODY}")
    found = read(tmp_path, published=date(2021, 1, 20))
    assert [(item.published, item.published_from) for item in found if isinstance(item, Document)] == [
        (date(2021, 1, 20), "option"),
        (date(2021, 1, 17), "dateline"),
        (date(2021, 1, 17), "dateline"),
    ]


def test_url(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/old").respond_with_data(status=302, headers={"Location": httpserver.url_for("/2021/x")})
    httpserver.expect_request("/2021/x").respond_with_data(PAGE, content_type="text/html; charset=utf-8")
    found = one(httpserver.url_for("/old"))
    assert found.title == "Armies meet"
    assert found.url == httpserver.url_for("/2021/x")
    sent = httpserver.log[0][0].headers["User-Agent"]
    assert sent.startswith("geomap/")


def test_url_of_a_table(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a.jsonl").respond_with_data(json.dumps({"text": "x y"}), content_type="text/plain")
    assert one(httpserver.url_for("/a.jsonl")).text == "x y"


def test_url_that_fails(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/gone").respond_with_data("no", status=404)
    httpserver.expect_request("/file").respond_with_data(status=302, headers={"Location": "file:///etc/hostname"})
    assert "404" in failed(httpserver.url_for("/gone")).error
    assert (
        "cannot be reached" in failed(httpserver.url_for("/file")).error
        or "302" in failed(httpserver.url_for("/file")).error
    )
    assert "cannot be reached" in failed("http://127.0.0.1:9/closed").error


@pytest.mark.skipif(sys.platform == "win32", reason="permissions")
def test_an_unreadable_file_fails_alone(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", BODY)
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        assert "cannot be read" in failed(path).error
    else:
        pytest.skip("this user may read everything")
    finally:
        path.chmod(0o600)


def test_five_megabytes_are_read(tmp_path: Path) -> None:
    assert len(one(put(tmp_path / "a.txt", BODY * 50_000)).text) == 50_000 * len(BODY)
