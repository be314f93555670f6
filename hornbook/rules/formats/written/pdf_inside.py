"""Inside a PDF, in a confined process: the lines of each page, where there are letters and not pictures."""

import io
import logging

import pypdf
import pypdf._codecs._codecs  # as the filters: looked for only when a file asks, and then the door is closed
import pypdf.errors
import pypdf.filters

MOST_PAGES = 300


def pages(data: bytes) -> list[list[str]] | str:
    """The lines of each page, or the word for why there are none."""
    logging.disable(logging.CRITICAL)
    try:
        book = pypdf.PdfReader(io.BytesIO(data))
        if book.is_encrypted and not book.decrypt(""):
            return "encrypted"
        if len(book.pages) > MOST_PAGES:
            return "too-large"
        told = [page.extract_text().splitlines() for page in book.pages]
    except pypdf.errors.FileNotDecryptedError:
        return "encrypted"
    except Exception:
        return "damaged"
    return told if any(line.strip() for page in told for line in page) else "no-text-layer"
