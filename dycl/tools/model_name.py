"""The name of a model on the command line: ``FILE.py:FACTORY``. Imports nothing heavy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dycl.errors import DyclError

MODEL = re.compile(r"(?P<file>.+\.py)(:(?P<factory>[A-Za-z_][\w.]*)?)?")


@dataclass(frozen=True)
class ModelName:
    """``FILE.py:FACTORY``: a function in a Python file that makes a model."""

    file: Path
    factory: str

    @staticmethod
    def parse(text: str) -> ModelName | None:
        """Read ``FILE.py:FACTORY``, or return None where ``text`` names no Python file.

        Raises DyclError when the factory is missing.
        """
        match = MODEL.fullmatch(text)
        if match is None:
            return None
        if not match["factory"]:
            raise DyclError(
                f"{text} does not say which function makes the model",
                hint=f"write {match['file']}:FUNCTION",
            )
        return ModelName(Path(match["file"]), match["factory"])
