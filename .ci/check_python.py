"""Say clearly when this Python is too old; written so that even an old one can run it."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- this is the file that tells
    sys.exit(
        "geomap: needs Python 3.11 or later; %s is %d.%d. Name another one: make PYTHON=python3.12 map"  # noqa: UP031
        % ((sys.executable,) + tuple(sys.version_info[:2]))  # noqa: RUF005
    )
