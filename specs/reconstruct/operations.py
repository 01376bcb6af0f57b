"""The methods of the SDK, as operations.

In: the classes of `resources`. Out: path items, whose schemas refer to definitions as those of `schemas` do. A method is one
call of `self._get`, `self._post` and so on; what it is given says path, query, headers, body and response.
"""

import ast
import re

from schemas import REFERENCE, Unread, object_schema
from sdk import arguments, dotted

METHODS = {
    "_get": "get",
    "_post": "post",
    "_put": "put",
    "_patch": "patch",
    "_delete": "delete",
    "_get_api_list": "get",
}


class Operations:
    """Reads all operations; `paths` has them by path and method."""

    def __init__(self, package, schemas):
        self.package = package
        self.schemas = schemas
        self.paths = {}
        start = f"{package.name}.resources."
        for name, module in sorted(package.modules.items()):
            if name.startswith(start):
                resource = name.removeprefix(start)
                for definition in module.definitions.values():
                    if is_resource(definition):
                        self._resource(name, resource, definition)

    def _resource(self, module, resource, definition):
        for function in definition.body:
            if isinstance(function, ast.FunctionDef) and not decorated(function, "overload", "property"):
                call = sent(function)
                if call is not None:
                    method = Method(self.package, self.schemas, module, function, call)
                    item = self.paths.setdefault(method.path, {})
                    if method.verb in item:
                        raise Unread(f"{module}: {method.verb} {method.path} is there twice")
                    item[method.verb] = {"tags": [resource], **method.operation()}


class Method:
    """One method of a resource."""

    def __init__(self, package, schemas, module, function, call):
        self.package = package
        self.schemas = schemas
        self.module = module
        self.function = function
        self.words = {word.arg: word.value for word in call.keywords}
        options = self.words.get("options")
        self.options = {word.arg: word.value for word in options.keywords} if isinstance(options, ast.Call) else {}
        self.verb = METHODS[call.func.attr]
        if "method" in self.words:
            self.verb = ast.literal_eval(self.words["method"])
        path = call.args[0]
        self.path = ast.literal_eval(path.args[0] if isinstance(path, ast.Call) else path)
        given = function.args
        self.arguments = {argument.arg: (argument.annotation, None) for argument in given.args}
        for argument, default in zip(given.kwonlyargs, given.kw_defaults):
            self.arguments[argument.arg] = (argument.annotation, default)

    def operation(self):
        operation = {"operationId": f"{self.verb.upper()}-V5-{self.path}"}
        if decorated(self.function, "deprecated"):
            operation["deprecated"] = True
        parameters = [*self._path_parameters(), *self._query(), *self._headers()]
        if parameters:
            operation["parameters"] = parameters
        body = self._body()
        if body is not None:
            operation["requestBody"] = body
        operation["responses"] = self._responses()
        return operation

    def _path_parameters(self):
        for name in re.findall(r"{(\w+)}", self.path):
            annotation, _ = self.arguments[name]
            yield parameter("path", name, True, self.schemas.of(annotation, self.module))

    def _query(self):
        if "query" not in self.options:
            return
        given, params = transformed(self.options["query"])
        fields, _ = self.schemas.fields(self._resolve(params))
        by_name = {name: (wire, schema, required) for name, wire, schema, required in fields}
        for name in keys(given):
            wire, schema, required = by_name[name]
            yield parameter("query", wire, required, schema)

    def _headers(self):
        """`strip_not_given({"x-project-id": x_project_id})` names the headers that have an argument."""
        for node in ast.walk(self.function):
            if not (isinstance(node, ast.Call) and dotted(node.func) == "strip_not_given"):
                continue
            for name, value in zip(node.args[0].keys, node.args[0].values):
                used = (inner.id for inner in ast.walk(value) if isinstance(inner, ast.Name))
                annotation, default = self.arguments[next(argument for argument in used if argument in self.arguments)]
                schema = self.schemas.of(annotation, self.module)
                yield parameter("header", name.value, default is None, schema)

    def _body(self):
        if "body" not in self.words:
            return None
        given, params = transformed(self.words["body"])
        media_type = "multipart/form-data" if "files" in self.words else "application/json"
        if isinstance(given, ast.Name):
            # A form is put together in a variable first; else an argument is the whole body.
            local = assigned(self.function, given.id)
            if local is None:
                annotation, _ = self.arguments[given.id]
                return content(media_type, self.schemas.of(annotation, self.module))
            given = local.args[0]
        return content(media_type, self._properties(keys(given), params))

    def _properties(self, names, params):
        """The schema of a body with those properties: the class that has them all, or a part of it where others go into
        the path or the query."""
        target = self._resolve(params)
        base = unstreamed(self.package, target)
        if base is None and not isinstance(self.package.definition(target), ast.ClassDef):
            return self.schemas.reference(target)
        fields, others = self.schemas.fields(base or target)
        if base is not None:
            fields.append(("stream", "stream", {"type": "boolean"}, False))
        sent_fields = [field for field in fields if field[0] in names]
        if base is None and others is None and len(sent_fields) == len(fields):
            return self.schemas.reference(target)
        return self.schemas.add(f"{self.schemas.key(base or target)}#body", object_schema(sent_fields, others))

    def _responses(self):
        if "page" in self.words:
            schema = self._page(self.words["page"])
        else:
            cast = self.words["cast_to"]
            if isinstance(cast, ast.Call):
                cast = cast.args[1]
            if dotted(cast) == "NoneType":
                return {"204": {"description": "No Content"}}
            if dotted(cast) == "BinaryAPIResponse" or dotted(cast) == "object" and says_bytes(self.function):
                binary = {"type": "string", "format": "binary"}
                return {"200": {"description": "OK", "content": {"application/octet-stream": {"schema": binary}}}}
            schema = self.schemas.of(cast, self.module)
        media_types = {"application/json": {"schema": schema}}
        stream = self.words.get("stream_cls")
        if isinstance(stream, ast.Subscript):
            if isinstance(self.words.get("stream"), ast.Constant):
                media_types.clear()
            media_types["text/event-stream"] = {"schema": self.schemas.of(stream.slice, self.module)}
        return {"200": {"description": "OK", "content": media_types}}

    def _page(self, page):
        """`SyncCursorPage[Dataset]`: the generic class of that name, with the item in place of its variable."""
        kind = dotted(page.value)
        module = f"{self.package.name}.pagination"
        item = self.schemas.of(page.slice, self.module)
        fields = []
        for statement in self.package.definition((module, kind)).body:
            if isinstance(statement, ast.AnnAssign):
                name, annotation = statement.target.id, statement.annotation
                if "_T" in ast.unparse(annotation):
                    fields.append((name, name, {"type": "array", "items": item}, True))
                else:
                    annotation = arguments(annotation)[0] if dotted_value(annotation) == "Optional" else annotation
                    fields.append((name, name, self.schemas.of(annotation, module), False))
        key = item["$ref"].removeprefix(REFERENCE)
        return self.schemas.add(f"{kind}[{key}]", object_schema(fields, None))

    def _resolve(self, node):
        """The definition of `dataset_list_params.DatasetListParams`."""
        module, _, name = dotted(node).rpartition(".")
        found = self.package.lookup(self.module, module or name)
        return self.package.lookup(found[0], name) if found and found[1] is None else found


def is_resource(definition):
    """Whether a class has operations. The asynchronous ones say the same again."""
    return (
        isinstance(definition, ast.ClassDef)
        and definition.name.endswith("Resource")
        and not definition.name.startswith("Async")
    )


def decorated(function, *words):
    """Whether one of the words is in a decorator."""
    return any(word in ast.unparse(decorator) for decorator in function.decorator_list for word in words)


def says_bytes(function):
    """Whether the documentation of a method says that it returns bytes, which no type of the SDK does."""
    return re.search(r"\braw bytes\b", ast.get_docstring(function) or "") is not None


def sent(function):
    """The call that sends a request, if the function has one."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if dotted(node.func.value) == "self" and node.func.attr in METHODS:
                return node
    return None


def transformed(call):
    """What `maybe_transform(given, params)` is given, and the class of parameters that it names."""
    if not (isinstance(call, ast.Call) and dotted(call.func) == "maybe_transform"):
        raise Unread(f"a body or query that isn't transformed: {ast.unparse(call)}")
    given, params = call.args
    while isinstance(params, ast.IfExp):
        params = params.body
    return given, params


def keys(dictionary):
    """The names in `{"name": name}`."""
    return [key.value for key in dictionary.keys]


def assigned(function, name):
    """What a variable of a function is assigned."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and dotted(node.targets[0]) == name:
            return node.value
    return None


def unstreamed(package, target):
    """The class that `…ParamsStreaming` and `…ParamsNonStreaming` share, if it is split so. They differ in `stream`."""
    module, name = target
    base = re.sub("(Non)?Streaming$", "Base", name)
    return (module, base) if base != name and package.lookup(module, base) else None


def parameter(place, name, required, schema):
    return {"name": name, "in": place, "required": required, "schema": schema}


def content(media_type, schema):
    return {"required": True, "content": {media_type: {"schema": schema}}}


def dotted_value(node):
    return dotted(node.value) if isinstance(node, ast.Subscript) else ""
