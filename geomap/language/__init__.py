"""Language: every document is parsed one time, and all rooms share that parse."""

from geomap.language.parsing import BUNDLED, ParsedDocument, Parser, batches

__all__ = ["BUNDLED", "ParsedDocument", "Parser", "batches"]
