"""Files with Japanese in them, made by hand: PDF, Office, mail."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

from openpyxl import Workbook


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text on each page, in a font that every viewer knows by its name."""
    count = len(pages)
    kids = " ".join(f"{n} 0 R" for n in range(6, 6 + 2 * count, 2))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /KozMinPro-Regular"
            " /Encoding /UniJIS-UCS2-H /DescendantFonts [4 0 R] >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /KozMinPro-Regular /FontDescriptor 5 0 R"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>"
        ),
        (
            "<< /Type /FontDescriptor /FontName /KozMinPro-Regular /Flags 4 /ItalicAngle 0"
            " /Ascent 880 /Descent -120 /CapHeight 740 /StemV 80 /FontBBox [-200 -250 1000 900] >>"
        ),
    ]
    for number, text in enumerate(pages):
        line = f"BT /F1 12 Tf 50 700 Td <{text.encode('utf-16-be').hex()}> Tj ET"
        objects += [
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
                f" /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
            ),
            f"<< /Length {len(line)} >>\nstream\n{line}\nendstream",
        ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.5\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word document; a ``|`` in a paragraph begins a new run, as correcting a word does."""
    body = "".join(
        "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in each.split("|")) + "</w:p>"
        for each in paragraphs
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        }
    )


def slides(*texts: str) -> bytes:
    """A PowerPoint file."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    parts = {
        f"ppt/slides/slide{n}.xml": f'<s xmlns:a="{space}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>'
        for n, text in enumerate(texts, 1)
    }
    return archive({"ppt/presentation.xml": "<p/>", **parts})


def book(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """An Excel file, made by a library."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def mail(subject: str, body: str, **attached: bytes) -> bytes:
    """An e-mail in ISO-2022-JP, as Japanese offices send them."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "a@example.jp", "b@example.jp"
    message["Message-ID"] = "<1@example.jp>"
    message.set_content(body, charset="iso-2022-jp")
    for name, content in attached.items():
        message.add_attachment(content, "application", "octet-stream", filename=name)
    return message.as_bytes()
