"""`python3 specs/reconstruct` writes `specs/scale-gp-v5.yaml`; `--check` only compares."""

import argparse
import io
import json
import sys
from pathlib import Path

import package
from document import document
from sdk import from_wheel
from write import yaml

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "scale-gp-v5.yaml"

# The package can't be fetched: neither right nor wrong.
LEFT_OUT = 3


def main():
    parser = argparse.ArgumentParser(prog="python3 specs/reconstruct", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the document would change")
    parser.add_argument("--wheel", type=Path, metavar="FILE", help="the package, if it is here already")
    options = parser.parse_args()
    try:
        wheel = package.checked(options.wheel.read_bytes()) if options.wheel else package.fetched()
    except package.Unreachable as error:
        print(f"left out: {package.NAME} {package.VERSION} can't be fetched: {error}", file=sys.stderr)
        return LEFT_OUT
    except (package.Unexpected, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    text = rebuilt(wheel)
    if options.check:
        if text.encode() == OUTPUT.read_bytes():
            print(f"{OUTPUT.name} is what {package.NAME} {package.VERSION} gives")
            return 0
        print(f"error: {OUTPUT} differs from what the package gives; run `python3 specs/reconstruct`", file=sys.stderr)
        return 1
    OUTPUT.write_bytes(text.encode())
    print(f"wrote {OUTPUT}")
    return 0


def rebuilt(wheel):
    """The text of the document that a wheel gives."""
    known = json.loads((HERE / "known.json").read_text(encoding="utf-8"))
    head = (HERE / "head.txt").read_text(encoding="utf-8")
    head = head.format(name=package.NAME, version=package.VERSION, date=package.READ_ON)
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    return "\n".join([*lines, *yaml(document(from_wheel(io.BytesIO(wheel)), known)), ""])


if __name__ == "__main__":
    sys.exit(main())
