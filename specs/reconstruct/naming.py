"""The names of schemas.

In: the keys of schemas (`dataset_create_params.DatasetCreateParams`), and which of them are equal. Out: a name for each.

The SDK names a type after the place where it was found: `InputInputItemResponseOutputMessageParamContentResponseOutput…`.
`names.REWRITES` take that off. What then has the same name must be equal, or be what is sent on one side and what is received
on the other; the one that is sent is then an `…Input`. Everything else is an error, so that no two types become one by
accident.
"""

import collections
import re

from names import EXACT, REWRITES

RULES = [(re.compile(f"^(?:{pattern})"), replacement) for pattern, replacement in REWRITES]

PAGES = {
    "SyncCursorPage": "APICursorPage",
    "SyncCursorPageByName": "APICursorPageByName",
    "SyncCursorPageVectors": "APICursorPageVectors",
    "SyncAPIListPage": "APIList",
}


class Ambiguous(Exception):
    """Two types that differ would have the same name."""


class Stale(Exception):
    """An entry of `names.EXACT` that names nothing."""


def check(keys):
    """Every entry must name something, so that none outlives what it was written for."""
    unused = sorted(EXACT.keys() - set(keys))
    if unused:
        raise Stale(f"`names.EXACT` has entries that name nothing: {', '.join(unused)}")


class Naming:
    def __init__(self, package):
        start = f"{package.name}.types."
        self.places = collections.Counter()
        for module, inside in package.modules.items():
            if module.startswith(start) and not inside.is_package:
                self.places.update(name for name in inside.definitions if not name.startswith("_"))

    def names(self, numbers):
        """The name of each key; `numbers` says which schemas are equal."""
        wanted = collections.defaultdict(dict)
        for key in numbers:
            wanted[self.name(key)].setdefault(numbers[key], []).append(key)
        names = {}
        for name, groups in wanted.items():
            for keys in groups.values():
                for key in keys:
                    names[key] = name if len(groups) == 1 or not is_sent(keys) else f"{name}Input"
            if len(groups) > 2 or len(groups) == 2 and len({is_sent(keys) for keys in groups.values()}) == 1:
                raise Ambiguous(f"`{name}` would be {', and '.join(' or '.join(keys) for keys in groups.values())}")
        return names

    def name(self, key):
        """The name that a definition would have if no other wanted it."""
        page = re.match(r"(\w+)\[(.*)\]$", key)
        if page:
            return f"{PAGES[page[1]]}_{self.name(page[2])}_"
        if key in EXACT:
            return EXACT[key]
        return shortened(self.start(key))

    def start(self, key):
        """The name of the class, after that of its module where other modules have one of that name."""
        place, _, part = key.partition("#")
        module, _, name = place.rpartition(".")
        own = pascal(module.rpartition(".")[2])
        if self.places[name] > 1 and own.lower() != name.lower():
            name = own + name
        return name.removesuffix("Params") + "Request" if part else name


def shortened(name):
    """A name after all rewrites, applied until none fits, and without what tells that it is a parameter."""
    before = None
    while name != before:
        before = name
        for pattern, replacement in RULES:
            name = pattern.sub(replacement, name, count=1)
    name = re.sub("Params$", "Request", name)
    name = re.sub("(Param)+$", "", name)
    return re.sub("Param(?=[A-Z])", "", name)


def is_sent(keys):
    """Whether those definitions are of what is sent."""
    return any(re.search(r"_params?[.]", key) for key in keys)


def pascal(module):
    return "".join(word[:1].upper() + word[1:] for word in module.split("_"))
