"""The page of a program's control flow: well-formed, and it needs nothing from the network."""

from __future__ import annotations

from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

from typing_extensions import override
from xdsl.parser import Parser

from dycl.targets.html import HtmlTarget
from dycl.universe import make_context

PROGRAM = Path(__file__).parents[1] / "filecheck" / "targets" / "control_flow.mlir"


class Page(HTMLParser):
    """Checks the nesting of elements, and keeps what a browser shows."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        self.text += data


def test_page() -> None:
    context = make_context()
    module = Parser(context, PROGRAM.read_text()).parse_module()
    stream = StringIO()
    HtmlTarget().emit(context, module, stream)
    page = Page()
    page.feed(stream.getvalue())
    page.close()
    assert page.open == []
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe"}
    assert not any({"src", "href"} & attributes.keys() for _, attributes in page.elements)
    assert "url(" not in stream.getvalue()
    assert "@import" not in stream.getvalue()
    assert 'it is "large"' in page.text
    arms = [attributes for _, attributes in page.elements if attributes.get("class") == "arm"]
    assert len(arms) == 2
