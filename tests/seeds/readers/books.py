"""Make EPUB files for the tests: the parts of a book in, an archive out."""

import io
import zipfile
from collections.abc import Mapping, Sequence

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>書</title>
<style>p { margin: 0 }</style></head><body>{body}</body></html>"""
BODY = "春天來了，河水慢慢地流。"


def page(body: str) -> str:
    """A page of XHTML as converters write it."""
    return PAGE.replace("{body}", body)


def archive(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as book:
        for name, content in members.items():
            book.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def package(hrefs: Sequence[str], more: str = "", metadata: str = "", direction: str = "") -> str:
    """A package document whose chapters are these references; ``more`` are further items of the manifest."""
    items = "".join(
        f'<item id="c{number}" href="{href}" media-type="application/xhtml+xml"/>' for number, href in enumerate(hrefs)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(hrefs)))
    return f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>河邊集</dc:title><dc:date>2024-05-06T00:00:00Z</dc:date>
{metadata}</metadata><manifest>{items}{more}</manifest><spine{direction}>{spine}</spine></package>"""


def navigation(entries: Sequence[tuple[str, str]]) -> str:
    """A navigation document, as in EPUB 3."""
    links = "".join(f'<li><a href="{href}">{title}</a></li>' for href, title in entries)
    return page(f'<nav epub:type="toc"><h1>目錄</h1><ol>{links}</ol></nav>')


def ncx(entries: Sequence[tuple[str, str]]) -> str:
    """A table of contents as in EPUB 2."""
    points = "".join(
        f"<navPoint><navLabel><text>{title}</text></navLabel><content src='{href}'/></navPoint>"
        for href, title in entries
    )
    return f"<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap>{points}</navMap></ncx>"


NAV_ITEM = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
NCX_ITEM = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'


def book(
    pages: Mapping[str, str | bytes],
    entries: Sequence[tuple[str, str]] = (),
    *,
    hrefs: Sequence[str] | None = None,
    more: Mapping[str, str | bytes] | None = None,
    opf: str = "",
    old: bool = False,
) -> bytes:
    """A book of these pages, which are below ``OEBPS``; its contents have the entries, in the old form if wanted."""
    members: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    members |= {f"OEBPS/{name}": content for name, content in pages.items()}
    members["OEBPS/content.opf"] = opf or package(hrefs or list(pages), NCX_ITEM if old else NAV_ITEM)
    members["OEBPS/toc.ncx" if old else "OEBPS/nav.xhtml"] = ncx(entries) if old else navigation(entries)
    return archive(members | dict(more or {}))
