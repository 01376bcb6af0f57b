"""Which schemas say the same.

In: schemas by key, which may refer to each other in circles. Out: a number for each; equal numbers, equal schemas. Two
schemas are equal if nothing that the wire shows tells them apart: what they refer to may have another name, but must be
equal in turn.
"""

import json

from schemas import REFERENCE


def classes(schemas):
    """Starts with all equal, and splits until no class has two schemas that differ (partition refinement)."""
    numbers = dict.fromkeys(schemas, 0)
    while True:
        seen = {key: (numbers[key], json.dumps(shape(schemas[key], numbers), sort_keys=True)) for key in schemas}
        order = {value: number for number, value in enumerate(sorted(set(seen.values())))}
        if len(order) == len(set(numbers.values())):
            return numbers
        numbers = {key: order[value] for key, value in seen.items()}


def shape(value, numbers):
    """A schema with the numbers of classes in place of references, and without an order of `required`."""
    if isinstance(value, list):
        return [shape(item, numbers) for item in value]
    if not isinstance(value, dict):
        return value
    shaped = {}
    for name, inner in value.items():
        if name == "$ref" and isinstance(inner, str):
            shaped[name] = numbers[inner.removeprefix(REFERENCE)]
        elif name == "required" and isinstance(inner, list):
            shaped[name] = sorted(inner)
        else:
            shaped[name] = shape(inner, numbers)
    return shaped
