"""YAML, in one fixed way.

In: plain values. Out: text in block style, two spaces a level, lists not indented, every text on one line. The same values
give the same bytes on every machine: no library's version has a say in it.
"""

import json
import re

# A text that nothing but a text could be: words, and colons inside of them. What isn't sure is
# quoted.
WORD = r"[A-Za-z0-9_/${}.,()@=+'-]+(?::[A-Za-z0-9_/${}.,()@=+'-]+)*"
PLAIN = re.compile(rf"(?=[A-Za-z/_$]){WORD}(?: {WORD})*$|[0-9]+(?:\.[0-9]+){{2,}}$")
OTHERS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}


def yaml(value, indent=""):
    """The lines of a mapping or a list that isn't empty."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from entry(f"{indent}{scalar(name)}:", inner, indent)
    else:
        for inner in value:
            if isinstance(inner, (dict, list)) and inner:
                first, *rest = yaml(inner, f"{indent}  ")
                yield f"{indent}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{indent}- {scalar(inner)}"


def entry(start, value, indent):
    """A name of a mapping and its value."""
    if isinstance(value, (dict, list)) and value:
        yield start
        yield from yaml(value, indent if isinstance(value, list) else f"{indent}  ")
    else:
        yield f"{start} {scalar(value)}"


def scalar(value):
    """A value on one line."""
    if not isinstance(value, str):
        return json.dumps(value)
    if PLAIN.match(value) and value.lower() not in OTHERS:
        return value
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value)
