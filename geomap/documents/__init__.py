"""Documents: files, folders, feeds, tables and URLs to text with its day of publication and the lay of its parts."""

from geomap.documents.layout import Layout, lay_out
from geomap.documents.reading import read_documents

__all__ = ["Layout", "lay_out", "read_documents"]
