"""The types of the SDK, as schemas.

In: annotations and definitions, as syntax. Out: schemas, which refer to each other by where they are defined
(`span_search_params.SpanSearchParams`); `naming` gives them their names later.

A `TypedDict` is what is sent: what is not `Required` is optional, and `Optional` means null. A `BaseModel` is what is
received: a field with a default is optional, and whether it may be null can't be told, since the SDK takes null for every
such field.
"""

import ast

from sdk import arguments, constants, dotted

REFERENCE = "#/components/schemas/"

PRIMITIVES = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "datetime": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "object": {},
    "Any": {},
    "None": {"type": "null"},
    "FileTypes": {"type": "string", "format": "binary"},
    "Base64FileInput": {"type": "string", "format": "base64"},
}
JSON_TYPES = {str: "string", int: "integer", bool: "boolean", float: "number"}
LISTS = ("List", "list", "Iterable", "Sequence", "SequenceNotStr")
MAPS = ("Dict", "dict", "Mapping")
WRAPPERS = ("Required", "NotRequired", "ReadOnly")


class Unread(Exception):
    """Syntax that the tool doesn't know. Nothing is left out in silence."""


class Schemas:
    """The schemas that operations lead to."""

    def __init__(self, package):
        self.package = package
        self.schemas = {}
        self._pending = []

    def finish(self):
        """Reads the definitions that were only referred to so far, and returns all schemas by where they are defined."""
        while self._pending:
            target = self._pending.pop()
            self.schemas[self.key(target)] = self._define(target)
        return dict(sorted(self.schemas.items()))

    def key(self, target):
        """The name of a definition until it has its own: its module below `types`, and its name there."""
        module, name = target
        start = f"{self.package.name}.types."
        return f"{module.removeprefix(start)}.{name}"

    def reference(self, target):
        key = self.key(target)
        if key not in self.schemas:
            self.schemas[key] = None
            self._pending.append(target)
        return {"$ref": REFERENCE + key}

    def add(self, key, schema):
        """Adds a schema that the SDK has no definition of."""
        self.schemas.setdefault(key, schema)
        return {"$ref": REFERENCE + key}

    def of(self, node, module):
        """The schema of an annotation, as `module` sees it."""
        if isinstance(node, ast.Constant) and node.value is None:
            return {"type": "null"}
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self.of(ast.parse(node.value, mode="eval").body, module)
        if isinstance(node, ast.Call) and dotted(node.func) == "TypeAliasType":
            return self.of(node.args[1], module)
        if isinstance(node, ast.BinOp):
            return self._union([node], module)
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self._named(node, module)
        if isinstance(node, ast.Subscript):
            return self._generic(node, module)
        raise Unread(f"{module}: {ast.unparse(node)}")

    def _named(self, node, module):
        name = dotted(node)
        first, _, last = name.rpartition(".")
        if first:
            found = self.package.lookup(module, first.split(".")[0])
            target = found and found[1] is None and self.package.lookup(found[0], last)
        else:
            target = self.package.lookup(module, last)
        if target and target[1] and target[0].startswith(f"{self.package.name}.types."):
            return self.reference(target)
        if last in PRIMITIVES:
            return dict(PRIMITIVES[last])
        if last in MAPS:
            return {"type": "object", "additionalProperties": True}
        if last in LISTS:
            return {"type": "array", "items": {}}
        raise Unread(f"{module}: {name}")

    def _generic(self, node, module):
        name = dotted(node.value).rpartition(".")[2]
        inner = arguments(node)
        if name in WRAPPERS:
            return self.of(inner[0], module)
        if name in ("Optional", "Union"):
            return self._union([node], module)
        if name in LISTS:
            return {"type": "array", "items": self.of(inner[0], module)}
        if name in MAPS:
            return {"type": "object", "additionalProperties": self.of(inner[1], module) or True}
        if name == "Literal":
            return literal([ast.literal_eval(value) for value in inner])
        if name == "Annotated":
            return self._annotated(inner, module)
        raise Unread(f"{module}: {ast.unparse(node)}")

    def _annotated(self, inner, module):
        schema = self.of(inner[0], module)
        for note in inner[1:]:
            if not isinstance(note, ast.Call):
                continue
            words = constants(note)
            if words.get("format") == "iso8601" and "anyOf" not in schema:
                schema.setdefault("format", "date-time")
            if words.get("format") == "base64":
                schema["format"] = "byte"
            if "discriminator" in words and "anyOf" in schema:
                schema["discriminator"] = {"propertyName": words["discriminator"]}
        return schema

    def _union(self, nodes, module):
        members = [node for node in flat(nodes) if dotted(node) not in ("Omit", "NotGiven")]
        names = [dotted(node) for node in members]
        if "datetime" in names or "date" in names:
            # What is sent may be text as well: `Union[str, datetime]` is a date-time.
            members = [node for node in members if dotted(node) != "str"]
        schemas = []
        for node in members:
            schema = self.of(node, module)
            if schema not in schemas:
                schemas.append(schema)
        null = {"type": "null"}
        if null in schemas:
            schemas = [schema for schema in schemas if schema != null] + [null]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def _define(self, target):
        definition = self.package.definition(target)
        if isinstance(definition, ast.ClassDef):
            return object_schema(*self.fields(target))
        return self.of(definition, target[0])

    def fields(self, target):
        """The fields of a class, inherited ones first, as `(Python name, wire name, schema, required)`, and the schema of
        all others if there may be others."""
        fields, others, _ = self._fields(target)
        return fields, others

    def _fields(self, target):
        module, name = target
        definition = self.package.definition(target)
        fields, others, kind = [], None, None
        for base in definition.bases:
            if dotted(base) in ("TypedDict", "BaseModel"):
                kind = dotted(base)
                continue
            parent = self.package.lookup(module, dotted(base))
            if not parent or not parent[1]:
                raise Unread(f"{module}.{name}: the base class {dotted(base)}")
            inherited, others, kind = self._fields(parent)
            fields += inherited
        total = True
        for word in definition.keywords:
            if word.arg == "total":
                total = word.value.value
            if word.arg == "extra_items":
                others = self.of(word.value, module) or True
        for statement in definition.body:
            if isinstance(statement, ast.AnnAssign):
                read = self._sent if kind == "TypedDict" else self._received
                field = read(statement, module, total)
                fields = [other for other in fields if other[1] != field[1]] + [field]
            elif isinstance(statement, ast.If):
                others = self._extra(statement, module, others)
        return fields, others, kind

    def _sent(self, statement, module, total):
        node, alias, required = statement.annotation, None, False
        if isinstance(node, ast.Subscript) and dotted(node.value) == "Required":
            node, required = node.slice, True
        if isinstance(node, ast.Subscript) and dotted(node.value) == "Annotated":
            inner = arguments(node)
            for note in inner[1:]:
                if isinstance(note, ast.Call):
                    alias = constants(note).get("alias", alias)
            if isinstance(inner[0], ast.Subscript) and dotted(inner[0].value) == "Required":
                required = True
        name = statement.target.id
        return (name, alias or name, self.of(node, module), required or total)

    def _received(self, statement, module, _total):
        node, name = statement.annotation, statement.target.id
        wire, has_default = name, statement.value is not None
        if isinstance(statement.value, ast.Call):
            wire = constants(statement.value).get("alias", name)
            has_default = any(word.arg == "default" for word in statement.value.keywords)
        if has_default and isinstance(node, ast.Subscript) and dotted(node.value) == "Optional":
            node = node.slice
        return (name, wire, self.of(node, module), not has_default)

    def _extra(self, statement, module, others):
        """`if TYPE_CHECKING: __pydantic_extra__: Dict[str, object]` says that there may be other fields."""
        for inner in statement.body:
            if isinstance(inner, ast.AnnAssign) and dotted(inner.target) == "__pydantic_extra__":
                return self.of(arguments(inner.annotation)[1], module) or True
        return others


def object_schema(fields, others):
    """The schema of an object with those fields."""
    schema = {"type": "object"}
    if fields:
        schema["properties"] = {wire: of for _, wire, of, _ in fields}
    required = [wire for _, wire, _, is_required in fields if is_required]
    if required:
        schema["required"] = required
    if others is not None:
        schema["additionalProperties"] = others
    return schema


def literal(values):
    """The schema of the values that `Literal` lists."""
    kinds = {type(value) for value in values}
    schema = {"type": JSON_TYPES[kinds.pop()]} if len(kinds) == 1 else {}
    return {**schema, "const": values[0]} if len(values) == 1 else {**schema, "enum": values}


def flat(nodes):
    """The members of a union, and those of the unions among them."""
    for node in nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            yield from flat([node.left, node.right])
        elif isinstance(node, ast.Subscript) and dotted(node.value) == "Union":
            yield from flat(arguments(node))
        elif isinstance(node, ast.Subscript) and dotted(node.value) == "Optional":
            yield from flat([*arguments(node), ast.Constant(None)])
        else:
            yield node
