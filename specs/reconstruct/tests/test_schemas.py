"""Types of the SDK, and the schemas that they become."""

import ast
import unittest

from tests.small import package

from schemas import Schemas, Unread


def schema(annotation, **types):
    """The schema of an annotation."""
    return Schemas(package(types)).of(ast.parse(annotation, mode="eval").body, "s.types.here")


def defined(name, text):
    """The schema of a class in a module of its own."""
    schemas = Schemas(package({"here": text}))
    schemas.reference(("s.types.here", name))
    return schemas.finish()[f"here.{name}"]


class Annotations(unittest.TestCase):
    def test_lists_and_maps(self):
        self.assertEqual(schema("List[int]"), {"type": "array", "items": {"type": "integer"}})
        self.assertEqual(
            schema("Dict[str, float]"), {"type": "object", "additionalProperties": {"type": "number"}}
        )
        self.assertEqual(schema("Dict[str, object]"), {"type": "object", "additionalProperties": True})

    def test_literals(self):
        self.assertEqual(schema('Literal["a"]'), {"type": "string", "const": "a"})
        self.assertEqual(schema("Literal[1, 2]"), {"type": "integer", "enum": [1, 2]})
        self.assertEqual(schema('Literal["a", 1]'), {"enum": ["a", 1]})

    def test_unions(self):
        text = {"type": "string"}
        self.assertEqual(schema("Union[str, int]"), {"anyOf": [text, {"type": "integer"}]})
        self.assertEqual(schema("str | Omit"), text)
        self.assertEqual(schema("Optional[str]"), {"anyOf": [text, {"type": "null"}]})
        self.assertEqual(schema("Union[None, str, Optional[str]]"), {"anyOf": [text, {"type": "null"}]})

    def test_a_text_or_a_time_is_a_time(self):
        time = {"type": "string", "format": "date-time"}
        self.assertEqual(schema("Union[str, datetime]"), time)
        self.assertEqual(schema('Annotated[Union[str, datetime], PropertyInfo(format="iso8601")]'), time)

    def test_a_discriminator_is_kept(self):
        union = schema('Annotated[Union[str, int], PropertyInfo(discriminator="type")]')
        self.assertEqual(union["discriminator"], {"propertyName": "type"})

    def test_what_is_not_known_is_an_error(self):
        with self.assertRaises(Unread):
            schema("Strange")
        with self.assertRaises(Unread):
            schema("Strange[int]")


class Classes(unittest.TestCase):
    def test_what_is_sent_is_optional_unless_required(self):
        sent = defined("A", 'class A(TypedDict, total=False):\n a: Required[int]\n b: Optional[str]')
        self.assertEqual(sent["required"], ["a"])
        self.assertEqual(sent["properties"]["b"], {"anyOf": [{"type": "string"}, {"type": "null"}]})

    def test_what_is_sent_may_have_another_name(self):
        sent = defined("A", 'class A(TypedDict, total=False):\n in_: Annotated[int, PropertyInfo(alias="in")]')
        self.assertEqual(list(sent["properties"]), ["in"])

    def test_what_is_received_is_optional_with_a_default(self):
        received = defined("A", 'class A(BaseModel):\n a: int\n b: Optional[str] = None\n c: int = FieldInfo(alias="C")')
        self.assertEqual(received["required"], ["a", "C"])
        self.assertEqual(received["properties"]["b"], {"type": "string"})

    def test_fields_of_a_base_class_come_first_and_are_replaced(self):
        text = "class B(BaseModel):\n a: int\n b: int\nclass A(B):\n a: str"
        received = defined("A", text)
        self.assertEqual(received["properties"], {"b": {"type": "integer"}, "a": {"type": "string"}})
        self.assertEqual(received["required"], ["b", "a"])

    def test_other_fields(self):
        text = "class A(BaseModel):\n a: int\n if TYPE_CHECKING:\n  __pydantic_extra__: Dict[str, int] = F()"
        self.assertEqual(defined("A", text)["additionalProperties"], {"type": "integer"})
        text = "class A(TypedDict, total=False, extra_items=object):\n a: int"
        self.assertEqual(defined("A", text)["additionalProperties"], True)

    def test_an_alias_may_name_itself(self):
        text = 'if TYPE_CHECKING or not V1:\n A = TypeAliasType("A", Union[List["A"], int])\nelse:\n A = int'
        reference = {"$ref": "#/components/schemas/here.A"}
        self.assertEqual(defined("A", text)["anyOf"][0], {"type": "array", "items": reference})


if __name__ == "__main__":
    unittest.main()
