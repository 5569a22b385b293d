"""Documents: files, folders, feeds, tables and URLs to text with its day of publication and the lay of its parts."""

from geomap.documents.layout import Layout, lay_out
from geomap.documents.reading import read_documents
from geomap.documents.record import document_from_text

__all__ = ["Layout", "document_from_text", "lay_out", "read_documents"]
