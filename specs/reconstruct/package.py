"""The pinned package of the SDK.

`pip` fetches it from whichever index it is configured for; nothing of it is installed or run.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

NAME = "scale-gp-beta"
VERSION = "0.7.0"
READ_ON = "2026-11-30"
WHEEL = "scale_gp_beta-0.7.0-py3-none-any.whl"
SHA256 = "f619304f48d243b9aa766551e5a659c11c5eea922d7544d4fd9fd2f1f5c904aa"


class Unreachable(Exception):
    """The package can't be fetched here."""


class Unexpected(Exception):
    """What came isn't the pinned package."""


def fetched():
    """The bytes of the wheel."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", f"{NAME}=={VERSION}"]
        options = ["--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--quiet", "--dest", folder]
        try:
            ended = subprocess.run([*command, *options], capture_output=True, text=True, timeout=120, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Unreachable(str(error)) from error
        if ended.returncode != 0:
            lines = ended.stderr.strip().splitlines()
            raise Unreachable(lines[-1] if lines else "pip failed and said nothing")
        return checked(Path(folder, WHEEL).read_bytes())


def checked(wheel):
    """The same bytes, if they are those of the pinned package."""
    digest = hashlib.sha256(wheel).hexdigest()
    if digest != SHA256:
        raise Unexpected(f"the SHA-256 of the package is {digest}, not {SHA256}")
    return wheel
