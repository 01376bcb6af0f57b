"""What is known of the API wins over what is reconstructed.

In: the document of the pages (`known.json`) and the reconstructed one. Out: one document. Of an operation, a schema or a
property that both have, the known one stays as it is: its words, limits, defaults, types and required properties. What only
the SDK has is added: properties, enum values, parameters, deprecations, schemas and operations.
"""

VERBS = ("get", "post", "put", "patch", "delete")
HEADER = "x-selected-account-id"

# What follows the names of an operation.
LATE = ("parameters", "requestBody", "responses")


def merged(known, paths, schemas):
    """The whole document; the known operations come first."""
    assume(known, paths)
    document = {name: value for name, value in known.items() if name not in ("paths", "components")}
    document["paths"] = {
        path: item_of_both(known["paths"].get(path, {}), paths.get(path, {}))
        for path in [*known["paths"], *sorted(paths.keys() - known["paths"].keys())]
    }
    both = dict(schemas)
    for name, schema in known["components"]["schemas"].items():
        both[name] = schema_of_both(schema, schemas.get(name, {}))
    used = reached(document["paths"], both)
    document["components"] = {
        "schemas": {name: both[name] for name in sorted(used)},
        **{name: value for name, value in known["components"].items() if name != "schemas"},
    }
    return document


def assume(known, paths):
    """What the known operations have in common holds for all: the credential, the account's header and the response 422."""
    example = next(operation for item in known["paths"].values() for operation in item.values())
    header = dict(next(parameter for parameter in example["parameters"] if parameter["name"] == HEADER))
    header["schema"] = {name: value for name, value in header["schema"].items() if name != "title"}
    for item in paths.values():
        for verb, operation in item.items():
            responses = {**operation["responses"], "422": example["responses"]["422"]}
            item[verb] = {
                **{name: value for name, value in operation.items() if name not in LATE},
                "parameters": [*operation.get("parameters", []), header],
                **({"requestBody": operation["requestBody"]} if "requestBody" in operation else {}),
                "responses": responses,
                "security": example["security"],
            }


def item_of_both(known, mine):
    item = {}
    for verb in VERBS:
        if verb in known and verb in mine:
            item[verb] = operation_of_both(known[verb], mine[verb])
        elif verb in known or verb in mine:
            item[verb] = known.get(verb) or mine[verb]
    return item


def operation_of_both(known, mine):
    operation = dict(known)
    has = {(parameter["in"], parameter["name"]) for parameter in known.get("parameters", [])}
    new = [other for other in mine.get("parameters", []) if (other["in"], other["name"]) not in has]
    operation["parameters"] = [*known.get("parameters", []), *new]
    if mine.get("deprecated"):
        operation["deprecated"] = True
    return operation


def schema_of_both(known, mine):
    schema = dict(known)
    if "properties" in known:
        new = {name: value for name, value in mine.get("properties", {}).items() if name not in known["properties"]}
        schema["properties"] = {**known["properties"], **new}
    if "enum" in known:
        schema["enum"] = [*known["enum"], *(value for value in mine.get("enum", []) if value not in known["enum"])]
    return schema


def reached(paths, schemas):
    """The names of the schemas that operations lead to."""
    used, values = set(), [paths]
    while values:
        value = values.pop()
        if isinstance(value, list):
            values += value
        elif isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str):
                name = reference.rpartition("/")[2]
                if name not in used:
                    used.add(name)
                    values.append(schemas[name])
            values += [inner for name, inner in value.items() if not isinstance(inner, str)]
    return used
