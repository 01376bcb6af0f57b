"""What is known wins, what is missing is added, and the whole is written in one way."""

import io
import unittest
import zipfile

from tests.small import package as small

from document import split_stream
from known import merged
from package import Unexpected, checked
from sdk import from_wheel
from write import yaml

HEADER = {"name": "x-selected-account-id", "in": "header", "schema": {"type": "string", "title": "Account"}}


def known():
    operation = {
        "summary": "Search",
        "parameters": [{"name": "limit", "in": "query", "schema": {"maximum": 10}}, HEADER],
        "responses": {"200": {"$ref": "#/components/schemas/Span"}, "422": {"description": "Invalid"}},
        "security": [{"key": []}],
    }
    span = {"properties": {"id": {"maxLength": 9}, "kind": {"$ref": "#/components/schemas/Kind"}}, "required": ["id"]}
    schemas = {"Span": span, "Kind": {"enum": ["b", "a"]}}
    return {"openapi": "3.1.0", "paths": {"/z": {"post": operation}}, "components": {"schemas": schemas}}


class Merged(unittest.TestCase):
    def merged(self):
        mine = {"parameters": [{"name": n, "in": "query", "schema": {}} for n in ("limit", "more")], "deprecated": True}
        paths = {"/z": {"post": {**mine, "responses": {}}}, "/a": {"get": {"responses": {"200": {}}}}}
        schemas = {
            "Span": {"properties": {"id": {}, "new": {"type": "integer"}}, "required": ["id", "new"]},
            "Kind": {"enum": ["a", "c"]},
            "Unused": {},
        }
        return merged(known(), paths, schemas)

    def test_known_operations_come_first_and_keep_their_words(self):
        document = self.merged()
        self.assertEqual(list(document["paths"]), ["/z", "/a"])
        operation = document["paths"]["/z"]["post"]
        self.assertEqual(operation["summary"], "Search")
        self.assertEqual([p["name"] for p in operation["parameters"]], ["limit", "x-selected-account-id", "more"])
        self.assertEqual(operation["parameters"][0]["schema"], {"maximum": 10})
        self.assertTrue(operation["deprecated"])

    def test_known_schemas_keep_what_they_have(self):
        schemas = self.merged()["components"]["schemas"]
        self.assertEqual(schemas["Span"]["required"], ["id"])
        self.assertEqual(schemas["Span"]["properties"]["id"], {"maxLength": 9})
        self.assertEqual(schemas["Span"]["properties"]["new"], {"type": "integer"})
        self.assertEqual(schemas["Kind"]["enum"], ["b", "a", "c"])
        self.assertNotIn("Unused", schemas)

    def test_what_all_known_operations_have_is_assumed(self):
        operation = self.merged()["paths"]["/a"]["get"]
        self.assertEqual(operation["security"], [{"key": []}])
        self.assertEqual(operation["responses"]["422"], {"description": "Invalid"})
        self.assertEqual(operation["parameters"][0]["schema"], {"type": "string"})

    def test_a_union_of_the_whole_and_its_events_is_split(self):
        schemas = {
            "Body": {"properties": {"stream": {"type": "boolean"}}},
            "Both": {"anyOf": [{"$ref": "#/components/schemas/Whole"}, {"$ref": "#/components/schemas/Event"}]},
        }
        body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}}
        response = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Both"}}}}
        split_stream({"requestBody": body, "responses": {"200": response}}, schemas)
        self.assertEqual(response["content"]["application/json"]["schema"], {"$ref": "#/components/schemas/Whole"})
        self.assertEqual(response["content"]["text/event-stream"]["schema"], {"$ref": "#/components/schemas/Both"})
        self.assertEqual(schemas["Both"], {"anyOf": [{"$ref": "#/components/schemas/Event"}]})


class Written(unittest.TestCase):
    def test_texts_that_could_be_something_else_are_quoted(self):
        values = ["yes", "1g", "3.1.0", "a: b", "a:b", "it's", "#", "", "null", "x ", "\n", "*", "'a'", "https://a/b"]
        expected = ["'yes'", "'1g'", "3.1.0", "'a: b'", "a:b", "it's", "'#'", "''", "'null'", "'x '", '"\\n"', "'*'", "'''a'''"]
        self.assertEqual(list(yaml(values)), [f"- {value}" for value in [*expected, "https://a/b"]])

    def test_blocks(self):
        value = {"a": [{"b": 1, "c": [True]}], "d": {}, "200": None}
        lines = ["a:", "- b: 1", "  c:", "  - true", "d: {}", "'200': null"]
        self.assertEqual(list(yaml(value)), lines)


class Wheels(unittest.TestCase):
    def test_a_wheel_is_read_and_never_imported(self):
        wheel = io.BytesIO()
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("s/__init__.py", "raise Exception")
            archive.writestr("s/a.py", "from .b import B")
            archive.writestr("s/b.py", "class B: pass")
        found = from_wheel(wheel)
        self.assertEqual(found.lookup("s.a", "B"), ("s.b", "B"))
        self.assertIsNone(found.lookup("s.a", "C"))
        self.assertEqual(small().name, "s")

    def test_modules_that_import_from_each_other_end(self):
        found = small({"a": "from .b import A", "b": "from .a import A"})
        self.assertIsNone(found.lookup("s.types.a", "A"))

    def test_another_package_than_the_pinned_one_is_refused(self):
        with self.assertRaises(Unexpected):
            checked(b"another")


if __name__ == "__main__":
    unittest.main()
