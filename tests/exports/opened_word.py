"""A Word document as its own XML says it, read without the library that wrote it."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Opened:
    """A document as its own XML says it."""

    def __init__(self, content: bytes) -> None:
        self.files = {name: found.read(name) for found in [zipfile.ZipFile(io.BytesIO(content))] for name in found.namelist()}
        self.body = self._root("word/document.xml")[0]
        names = {s.get(f"{W}styleId"): s.find(f"{W}name") for s in self._root("word/styles.xml").iter(f"{W}style")}
        self.styles = {key: name.get(f"{W}val", "") for key, name in names.items() if name is not None}

    def _root(self, name: str) -> ET.Element:
        return ET.fromstring(self.files[name])

    def style_of(self, paragraph: ET.Element) -> str:
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if found is None else self.styles[found.get(f"{W}val")]

    def said(self, style: str = "") -> list[str]:
        """The text of each paragraph outside tables, of one style or of all."""
        return [text_of(p) for p in self.body.findall(f"{W}p") if not style or self.style_of(p) == style]

    def tables(self) -> list[list[list[str]]]:
        return [[[text_of(c) for c in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")] for table in self.body.findall(f"{W}tbl")]

    def pictures(self) -> list[dict[str, str]]:
        return [e.attrib for e in self.body.iter() if e.tag.endswith("}docPr")]

    def links(self) -> list[str]:
        targets = {r.get("Id"): r.get("Target", "") for r in self._root("word/_rels/document.xml.rels")}
        return [targets[e.get(f"{R}id")] for e in self.body.iter(f"{W}hyperlink") if e.get(f"{R}id")]

    def fields(self) -> list[str]:
        return [(e.text or "").strip() for e in self.body.iter(f"{W}instrText")]

    def widths(self) -> Iterator[tuple[int, int]]:
        """Width of each table and the room on its page, in twips."""
        waiting: list[int] = []
        for child in self.body:
            if child.tag == f"{W}tbl":
                waiting.append(sum(int(c.get(f"{W}w", "0")) for c in child.iter(f"{W}gridCol")))
            for section in child.iter(f"{W}sectPr"):
                page, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
                assert page is not None
                assert margin is not None
                room = int(page.get(f"{W}w", "0")) - int(margin.get(f"{W}left", "0")) - int(margin.get(f"{W}right", "0"))
                yield from ((width, room) for width in waiting)
                waiting = []


def text_of(element: ET.Element) -> str:
    return "".join(e.text or "" for e in element.iter(f"{W}t"))
