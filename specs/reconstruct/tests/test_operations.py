"""Methods of the SDK, and the operations that they become."""

import unittest

from tests.small import package

from operations import Operations
from schemas import Schemas

IMPORTS = "from ..types.thing import Thing\nfrom ..types import thing_params\nfrom ..pagination import SyncCursorPage\n"
TYPES = {
    "thing": "class Thing(BaseModel):\n id: str\nclass Chunk(BaseModel):\n text: str",
    "thing_params": "class P(TypedDict, total=False):\n a: Required[int]\n b: str\n"
    'class PBase(TypedDict, total=False):\n a: Required[int]\nclass PStreaming(PBase):\n stream: Required[Literal[True]]',
}


def read(method, imports=IMPORTS):
    """The operation of the only method, its path and verb, and the schemas."""
    text = f"{imports}class ThingsResource(R):\n" + "\n".join(f" {line}" for line in method.splitlines())
    source = package(TYPES, {"things": text})
    schemas = Schemas(source)
    paths = Operations(source, schemas).paths
    [(path, item)] = paths.items()
    [(verb, operation)] = item.items()
    return path, verb, operation, schemas.finish()


class Methods(unittest.TestCase):
    def test_path_query_and_headers(self):
        path, verb, operation, _ = read(
            "def get(self, thing_id: str, *, a: int, b: str | Omit = omit, x: str | Omit = omit):\n"
            ' headers = {**strip_not_given({"x-project-id": x}), **(headers or {})}\n'
            " return self._get(path_template('/v5/things/{thing_id}', thing_id=thing_id),"
            " options=make(query=maybe_transform({'a': a, 'b': b}, thing_params.P)), cast_to=Thing)"
        )
        self.assertEqual((path, verb), ("/v5/things/{thing_id}", "get"))
        found = [(p["in"], p["name"], p["required"]) for p in operation["parameters"]]
        expected = [("path", "thing_id", True), ("query", "a", True), ("query", "b", False), ("header", "x-project-id", False)]
        self.assertEqual(found, expected)

    def test_a_body_without_some_properties_is_a_schema_of_its_own(self):
        call = "def f(self, *, a: int):\n return self._post('/t', body=maybe_transform({%s}, thing_params.P), cast_to=Thing)"
        *_, operation, schemas = read(call % "'a': a")
        reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        self.assertTrue(reference.endswith("thing_params.P#body"))
        self.assertEqual(list(schemas["thing_params.P#body"]["properties"]), ["a"])
        *_, operation, _ = read(call % "'a': a, 'b': a")
        reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        self.assertTrue(reference.endswith("thing_params.P"))

    def test_a_body_that_may_ask_for_a_stream_says_so(self):
        *_, operation, schemas = read(
            "def f(self, *, a: int, stream: bool = False):\n"
            " return self._post('/t', body=maybe_transform({'a': a, 'stream': stream}, thing_params.PStreaming"
            " if stream else thing_params.PStreaming), cast_to=Thing, stream=stream or False, stream_cls=Stream[Thing])",
            IMPORTS,
        )
        self.assertIn("text/event-stream", operation["responses"]["200"]["content"])
        [body] = [schema for key, schema in schemas.items() if key.endswith("#body")]
        self.assertEqual(body["properties"]["stream"], {"type": "boolean"})
        self.assertEqual(body["required"], ["a"])

    def test_a_form_is_put_together_first(self):
        *_, operation, _ = read(
            "def f(self, *, a: int, b: str):\n body = deepcopy_with_paths({'a': a, 'b': b}, [['a']])\n"
            " return self._post('/t', body=maybe_transform(body, thing_params.P), files=files, cast_to=Thing)"
        )
        self.assertEqual(list(operation["requestBody"]["content"]), ["multipart/form-data"])

    def test_an_argument_may_be_the_whole_body(self):
        *_, operation, _ = read(
            "def f(self, *, thing: List[int]):\n"
            " return self._post('/t', body=maybe_transform(thing, thing_params.P), cast_to=Thing)"
        )
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        self.assertEqual(schema, {"type": "array", "items": {"type": "integer"}})

    def test_responses(self):
        *_, operation, _ = read("def f(self):\n return self._delete('/t', cast_to=NoneType)")
        self.assertEqual(list(operation["responses"]), ["204"])

    def test_bytes(self):
        binary = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        *_, operation, _ = read("def f(self):\n return self._get('/t', cast_to=BinaryAPIResponse)")
        self.assertEqual(operation["responses"]["200"]["content"], binary)
        # Where the type says nothing, the documentation does.
        *_, operation, _ = read("def f(self):\n 'The raw bytes of it.'\n return self._get('/t', cast_to=object)")
        self.assertEqual(operation["responses"]["200"]["content"], binary)
        *_, operation, _ = read("def f(self):\n 'Some raw value.'\n return self._get('/t', cast_to=object)")
        self.assertEqual(operation["responses"]["200"]["content"], {"application/json": {"schema": {}}})

    def test_a_page_has_its_items(self):
        *_, schemas = read("def f(self):\n return self._get_api_list('/t', page=SyncCursorPage[Thing], model=Thing)")
        page = schemas["SyncCursorPage[thing.Thing]"]
        self.assertEqual(page["required"], ["items"])
        self.assertEqual(page["properties"]["items"]["items"], {"$ref": "#/components/schemas/thing.Thing"})

    def test_deprecation(self):
        *_, operation, _ = read("@typing_extensions.deprecated('')\ndef f(self):\n return self._get('/t', cast_to=Thing)")
        self.assertTrue(operation["deprecated"])


if __name__ == "__main__":
    unittest.main()
