"""A small SDK, made of strings."""

from sdk import Package

PAGINATION = """
class SyncCursorPage(BaseSyncPage[_T], Generic[_T]):
    has_more: Optional[bool] = None
    items: List[_T]
"""


def package(types=None, resources=None):
    """A package `s` with those modules in `s.types` and `s.resources`."""
    sources = {"s/__init__.py": "", "s/pagination.py": PAGINATION, "s/types/__init__.py": ""}
    sources |= {f"s/types/{name}.py": text for name, text in (types or {}).items()}
    sources |= {f"s/resources/{name}.py": text for name, text in (resources or {}).items()}
    return Package("s", sources)
