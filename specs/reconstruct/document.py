"""The document, from the SDK and from what is known.

In: the package of the SDK and the known document. Out: the document, as plain values, in the order in which it is written.
"""

from equal import classes
from known import merged
from naming import Naming, check
from names import tag
from operations import Operations
from schemas import REFERENCE, Schemas


def document(package, known):
    schemas = Schemas(package)
    paths = Operations(package, schemas).paths
    by_key = schemas.finish()
    check(by_key)
    names = Naming(package).names(classes(by_key))
    by_name = {}
    for key, schema in by_key.items():
        # Of equal ones, which may refer to others by different names, the one that has the name
        # already is taken.
        if names[key] not in by_name or key.rpartition(".")[2] == names[key]:
            by_name[names[key]] = renamed(schema, names)
    paths = renamed(paths, names)
    for item in paths.values():
        for operation in item.values():
            operation["tags"] = [tag(resource) for resource in operation["tags"]]
            split_stream(operation, by_name)
    return merged(known, paths, by_name)


def renamed(value, names):
    """A value with the names of schemas in place of their keys."""
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: REFERENCE + names[inner.removeprefix(REFERENCE)]
        if name == "$ref" and isinstance(inner, str)
        else renamed(inner, names)
        for name, inner in value.items()
    }


def split_stream(operation, schemas):
    """What an operation returns as a whole, and what it streams where the body says `stream: true`.

    The SDK has a union of both for some responses: the whole is its first member, the others are the events.
    """
    response = operation["responses"].get("200", {"content": {}}).get("content", {}).get("application/json")
    body = operation.get("requestBody", {"content": {}})["content"].get("application/json", {"schema": {}})["schema"]
    if response is None or "$ref" not in body or "$ref" not in response["schema"]:
        return
    properties = schemas[body["$ref"].removeprefix(REFERENCE)].get("properties", {})
    name = response["schema"]["$ref"].removeprefix(REFERENCE)
    members = schemas[name].get("anyOf", [])
    if "stream" not in properties or not members:
        return
    whole, *events = members
    response["schema"] = whole
    media_types = operation["responses"]["200"]["content"]
    if "text/event-stream" not in media_types:
        schemas[name] = {"anyOf": events}
        media_types["text/event-stream"] = {"schema": {"$ref": REFERENCE + name}}
