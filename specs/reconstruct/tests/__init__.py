"""Tests of the tool: a small SDK in, schemas and operations out."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
