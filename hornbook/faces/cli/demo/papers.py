"""Letters and reports as small real PDF files: one page of plain lines, in a typeface every reader has."""

from collections.abc import Sequence


def pdf(title: str, lines: Sequence[str]) -> bytes:
    """A one-page A4 file. What Latin-1 cannot write is shown as a question mark: names stay out of these."""
    text = ["BT", "/F1 16 Tf", "72 770 Td", f"({_escaped(title)}) Tj", "/F1 11 Tf", "0 -30 Td", "16 TL"]
    text += [f"({_escaped(line)}) Tj T*" for line in lines]
    content = "\n".join([*text, "ET"]).encode("latin-1", "replace")
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
    )


def _assembled(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
