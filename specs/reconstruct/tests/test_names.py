"""Equal schemas, and the names that definitions get."""

import unittest
from unittest import mock

from tests.small import package

from equal import classes
from naming import EXACT, Ambiguous, Naming, Stale, check, shortened


def reference(key):
    return {"$ref": f"#/components/schemas/{key}"}


class Equal(unittest.TestCase):
    def test_circles_with_other_names_are_equal(self):
        numbers = classes(
            {
                "a.A": {"anyOf": [reference("a.B"), {"type": "null"}]},
                "a.B": {"type": "array", "items": reference("a.A")},
                "c.A": {"anyOf": [reference("c.B"), {"type": "null"}]},
                "c.B": {"type": "array", "items": reference("c.A")},
            }
        )
        self.assertEqual(numbers["a.A"], numbers["c.A"])
        self.assertNotEqual(numbers["a.A"], numbers["a.B"])

    def test_what_is_far_away_tells_schemas_apart(self):
        numbers = classes(
            {
                "a": reference("b"),
                "b": {"type": "integer"},
                "c": reference("d"),
                "d": {"type": "string"},
            }
        )
        self.assertNotEqual(numbers["a"], numbers["c"])

    def test_the_order_of_required_says_nothing(self):
        numbers = classes({"a": {"required": ["x", "y"]}, "b": {"required": ["y", "x"]}})
        self.assertEqual(numbers["a"], numbers["b"])


class Names(unittest.TestCase):
    def names(self, types, numbers):
        return Naming(package(types)).names(numbers)

    def test_what_is_sent_is_a_request(self):
        types = {"thing_create_params": "class ThingCreateParams(TypedDict): pass"}
        names = self.names(types, {"thing_create_params.ThingCreateParams": 0})
        self.assertEqual(list(names.values()), ["ThingCreateRequest"])

    def test_equal_definitions_are_one_schema(self):
        types = {"thing": "class Thing(BaseModel): pass", "thing_param": "class ThingParam(TypedDict): pass"}
        names = self.names(types, {"thing.Thing": 0, "thing_param.ThingParam": 0})
        self.assertEqual(set(names.values()), {"Thing"})

    def test_what_is_sent_and_differs_is_an_input(self):
        types = {"thing": "class Thing(BaseModel): pass", "thing_param": "class ThingParam(TypedDict): pass"}
        names = self.names(types, {"thing.Thing": 0, "thing_param.ThingParam": 1})
        self.assertEqual(names, {"thing.Thing": "Thing", "thing_param.ThingParam": "ThingInput"})

    def test_a_class_that_others_have_too_is_named_after_its_module(self):
        types = {"cat": "class Item(BaseModel): pass", "dog": "class Item(BaseModel): pass"}
        names = self.names(types, {"cat.Item": 0, "dog.Item": 1})
        self.assertEqual(set(names.values()), {"CatItem", "DogItem"})

    def test_two_that_differ_never_have_one_name(self):
        with mock.patch.dict("naming.EXACT", {"cat.A": "Pet", "dog.B": "Pet"}), self.assertRaises(Ambiguous):
            self.names({}, {"cat.A": 0, "dog.B": 1})

    def test_an_entry_that_names_nothing_is_an_error(self):
        check(EXACT)
        with self.assertRaises(Stale):
            check(list(EXACT)[1:])

    def test_pages_are_named_after_their_items(self):
        names = self.names({"cat": "class Cat(BaseModel): pass"}, {"SyncCursorPageByName[cat.Cat]": 0})
        self.assertEqual(list(names.values()), ["APICursorPageByName_Cat_"])

    def test_where_a_type_was_found_is_left_out(self):
        found = "InputInputItemOpenAITypesResponsesResponseInputParamMcpListToolsTool"
        self.assertEqual(shortened(found), "McpListToolsTool")


if __name__ == "__main__":
    unittest.main()
