"""Reading documents: their text in parts with page and heading, each read in a process of its own.

async with read_document(path) as reading:
    reading.status, reading.error, reading.title, reading.details
    for part in reading.parts():
        ...
"""

from lattice.ingest.documents.limits import ReadLimits
from lattice.ingest.documents.media import UNTRUSTED_TYPES, media_type_of
from lattice.ingest.documents.reading import Reading, read_document

__all__ = ["UNTRUSTED_TYPES", "ReadLimits", "Reading", "media_type_of", "read_document"]
