"""Opens a page in Chromium, without a network, and prints what is seen of it as JSON.

``python open_page.py PAGE.html SCRIPT.js``: the script's last value, a string, is ``seen``;
``requests`` are the addresses that the page asked for, none of which it gets but itself, and
``messages`` what it wrote to the console.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

WIDTH, HEIGHT = 1200, 800
CHROMIUM = "--no-sandbox --disable-gpu --disable-background-networking"


class Offline(QWebEngineUrlRequestInterceptor):
    """Lets the page itself through, and keeps what else was asked for."""

    def __init__(self, page: QUrl) -> None:
        super().__init__()
        self.page = page
        self.requests: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        if info.requestUrl() != self.page:
            self.requests.append(info.requestUrl().toString())
            info.block(True)


class Page(QWebEnginePage):
    """Keeps the messages of the console."""

    messages: tuple[str, ...] = ()

    def javaScriptConsoleMessage(self, level: object, message: str, *_: object) -> None:
        self.messages = (*self.messages, message)


def main(file: Path, script: str) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = CHROMIUM
    application = QApplication(["open_page"])
    address = QUrl.fromLocalFile(str(file.resolve()))
    view, offline = QWebEngineView(), Offline(address)
    page = Page(view)
    view.setPage(page)
    page.profile().setUrlRequestInterceptor(offline)

    def report(seen: object) -> None:
        print(
            json.dumps(
                {"seen": seen, "requests": offline.requests, "messages": list(page.messages)}
            )
        )
        application.quit()

    def loaded(succeeded: bool) -> None:
        if not succeeded:
            report(None)
        page.runJavaScript(script, 0, report)

    view.resize(WIDTH, HEIGHT)
    page.loadFinished.connect(loaded)
    view.load(address)
    view.show()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_text())
