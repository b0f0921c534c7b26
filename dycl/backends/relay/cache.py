"""Keeps compiled sub-networks on disk, so that each is compiled once on a machine.

An entry is found by the digest of everything that its content depends on, so it is never out of
date. It holds no weights: a network that was trained further compiles from the cache as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dycl.toolchain import cache_directory

SIZE_LIMIT = 1 << 30
"""Bytes on disk from which on the entries that were used least recently are removed."""

_SOURCES = ("compile.py", "direct.py", "schedules.py", "split.py", "tiles.py", "winograd.py")
"""What an entry's content depends on in dycl itself."""


def default_cache() -> Path:
    """The folder below ``DYCL_CACHE`` that the entries are kept in."""
    return cache_directory() / "compiled"


def default_tuning_logs() -> Path:
    """The folder below ``DYCL_CACHE`` for what was measured while tuning."""
    return cache_directory() / "tuning"


def cache_key(parts: Mapping[str, Any]) -> str:
    """The digest of ``parts``, which :mod:`json` can write, and of dycl's own part in compiling."""
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
    for name in _SOURCES:
        digest.update((Path(__file__).with_name(name)).read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class CompiledCache:
    """A folder of entries, each a zip archive under its key; any number of processes may use it.

    An entry appears whole or not at all. One that is damaged counts as missing. Where nothing can
    be written, nothing is kept.
    """

    directory: Path

    def _path(self, key: str) -> Path:
        return self.directory / key[:2] / f"{key}.zip"

    def load(self, key: str) -> dict[str, bytes] | None:
        """The files of an entry by name, or None where there is no undamaged one."""
        path = self._path(key)
        try:
            with zipfile.ZipFile(path) as archive:  # reading checks the checksums
                files = {name: archive.read(name) for name in archive.namelist()}
            os.utime(path)
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            return None
        return files

    def store(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep ``files`` under ``key``."""
        path = self._path(key)
        partial: Path | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".partial")
            partial = Path(name)
            with (
                os.fdopen(descriptor, "wb") as file,
                zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            ):
                for name, content in files.items():
                    archive.writestr(name, content)
            partial.replace(path)
        except OSError:
            if partial is not None:
                partial.unlink(missing_ok=True)

    def size(self) -> tuple[int, int]:
        """The number of entries and their bytes on disk."""
        sizes = [status.st_size for _, status in self._entries()]
        return len(sizes), sum(sizes)

    def trim(self, limit: int = SIZE_LIMIT) -> None:
        """Remove the entries that were used least recently until ``limit`` bytes are left."""
        entries = sorted(self._entries(), key=lambda entry: entry[1].st_mtime)
        total = sum(status.st_size for _, status in entries)
        for path, status in entries:
            if total <= limit:
                return
            path.unlink(missing_ok=True)
            total -= status.st_size

    def clear(self) -> None:
        """Remove all entries, and what interrupted processes have left."""
        for path in self.directory.glob("??/*"):
            path.unlink(missing_ok=True)

    def _entries(self) -> list[tuple[Path, os.stat_result]]:
        found: list[tuple[Path, os.stat_result]] = []
        for path in self.directory.glob("??/*.zip"):
            try:
                found.append((path, path.stat()))
            except FileNotFoundError:  # another process has just removed it
                continue
        return found
