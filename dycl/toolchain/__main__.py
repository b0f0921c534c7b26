"""``python -m dycl.toolchain install|status``: for scripts that run before ``dycl`` is there."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dycl.errors import DyclError
from dycl.toolchain import install, status


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dycl.toolchain", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("status", help="say which TVM with Relay dycl would use")
    installing = commands.add_parser("install", help="install TVM with Relay into the cache folder")
    installing.add_argument("--wheel", type=Path, help="a wheel that was downloaded before")
    arguments = parser.parse_args()
    try:
        if arguments.command == "install":
            install(lambda line: print(line, flush=True), wheel=arguments.wheel)
        else:
            print(status())
    except DyclError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
