"""The command line: parse, wire, print. The only room that prints or configures logging."""

from geomap.cli.main import main

__all__ = ["main"]
