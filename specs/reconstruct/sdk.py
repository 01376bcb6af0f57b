"""The sources of the SDK, as syntax. They are parsed, never imported.

In: a wheel, or a folder of sources. Out: a `Package`, which finds the definition of a name as a module sees it.
"""

import ast
import zipfile
from pathlib import Path


class Module:
    """What one file defines and imports."""

    def __init__(self, name, text, is_package):
        self.name = name
        self.is_package = is_package
        self.tree = ast.parse(text)
        self.definitions = {}
        self.imports = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                base = self._absolute(node.level, node.module)
                for alias in node.names:
                    self.imports[alias.asname or alias.name] = (base, alias.name)
        for node in self._statements():
            if isinstance(node, ast.ClassDef):
                self.definitions[node.name] = node
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                self._define(node.target, node.value)
            elif isinstance(node, ast.Assign) and len(node.targets) == 1:
                self._define(node.targets[0], node.value)

    def _statements(self):
        """The statements of the file, and those of its `if`s: recursive aliases are defined in
        `if TYPE_CHECKING or not PYDANTIC_V1:`."""
        for node in self.tree.body:
            if isinstance(node, ast.If):
                yield from node.body
            else:
                yield node

    def _define(self, target, value):
        if isinstance(target, ast.Name) and target.id != "__all__":
            self.definitions[target.id] = value

    def _absolute(self, level, module):
        """The full name of the module of a `from ..module import`."""
        if level == 0:
            return module
        parts = self.name.split(".")
        if not self.is_package:
            parts = parts[:-1]
        parts = parts[: len(parts) - (level - 1)]
        return ".".join(parts + ([module] if module else []))


class Package:
    """All modules of the package, by their full names."""

    def __init__(self, name, sources):
        """`sources` maps paths, such as `scale_gp_beta/types/span.py`, to text."""
        self.name = name
        self.modules = {}
        for path, text in sorted(sources.items()):
            parts = path[: -len(".py")].split("/")
            is_package = parts[-1] == "__init__"
            module = ".".join(parts[:-1] if is_package else parts)
            self.modules[module] = Module(module, text, is_package)

    def lookup(self, module, name, seen=()):
        """Where a name that `module` uses is defined: `(module, name)`, `(module, None)` for a module, or None."""
        found = self.modules.get(module)
        if found is None or (module, name) in seen:
            return None
        if name in found.definitions:
            return (module, name)
        if name not in found.imports:
            return None
        base, original = found.imports[name]
        target = self.lookup(base, original, (*seen, (module, name)))
        if target is None and f"{base}.{original}" in self.modules:
            return (f"{base}.{original}", None)
        return target

    def definition(self, target):
        """The syntax of a definition that `lookup` found."""
        module, name = target
        return self.modules[module].definitions[name]


def from_wheel(wheel):
    """The package in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(".py")]
        return Package(names[0].split("/")[0], {name: archive.read(name).decode("utf-8") for name in names})


def from_folder(folder):
    """The package in a folder of the package's name."""
    folder = Path(folder)
    files = folder.rglob("*.py")
    return Package(
        folder.name,
        {path.relative_to(folder.parent).as_posix(): path.read_text(encoding="utf-8") for path in files},
    )


def dotted(node):
    """The name that an expression is, such as `types.Span`, or an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def arguments(subscript):
    """What stands between the brackets of `Union[str, int]`."""
    index = subscript.slice
    return list(index.elts) if isinstance(index, ast.Tuple) else [index]


def constants(call):
    """The keywords of a call whose values are constants: `PropertyInfo(alias="type")`."""
    return {word.arg: word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)}
