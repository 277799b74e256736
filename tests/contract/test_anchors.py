"""Links into a part of a document lead to one heading that exists."""

import re
from pathlib import Path

from tests.contract.markdown import ROOT, Heading, parts_of

LINK = re.compile(r"\]\(([^)\s#:]*)#([^)\s]+)\)")


def documents() -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def anchors_of(document: str) -> list[str]:
    return [part.anchor for part in parts_of(document) if isinstance(part, Heading)]


def target_of(document: str, link: str) -> str:
    """The document that a link of another one leads to; without a name it stays where it is."""
    target = ROOT / document if not link else (ROOT / document).parent / link
    return Path(target).resolve().relative_to(ROOT).as_posix()


def test_links_lead_to_headings() -> None:
    links = [
        (document, link, anchor)
        for document in documents()
        for link, anchor in LINK.findall((ROOT / document).read_text(encoding="utf-8"))
    ]
    assert len(links) > 30
    assert [
        (document, link, anchor)
        for document, link, anchor in links
        if anchors_of(target_of(document, link)).count(anchor) != 1
    ] == []
