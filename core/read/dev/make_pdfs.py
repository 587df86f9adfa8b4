"""Makes the corpus of PDFs with known text in `pdf/`; see `pdf/README.md`.

    python make_pdfs.py [part of a name]...
"""

import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import pikepdf  # noqa: E402

import pdf_layouts  # noqa: E402
import pdf_programs  # noqa: E402

OUT = Path(__file__).parent / "pdf"


def main():
    wanted = sys.argv[1:]
    OUT.mkdir(exist_ok=True)
    made = []
    for sample in [*pdf_layouts.samples(), *pdf_programs.samples()]:
        if wanted and not any(part in sample.name for part in wanted):
            continue
        made.append(sample)
    with tempfile.TemporaryDirectory() as folder:
        pdf_programs.print_all([s for s in made if s.source], Path(folder))
        for sample in made:
            target = OUT / f"{sample.name}.pdf"
            if sample.source:
                shutil.copy(Path(folder) / f"{sample.name}.pdf", target)
            else:
                sample.write(target)
            if sample.strip:
                strip_to_unicode(target)
            settle(target)
            (OUT / f"{sample.name}.txt").write_text(sample.text(), encoding="utf-8")
            if sample.name.startswith("excel-wide"):
                (OUT / f"{sample.name}.joined.txt").write_text(side_by_side(sample.text()), encoding="utf-8")
            print(sample.name, target.stat().st_size)
    if not wanted:
        tell_rows(made)


def side_by_side(text):
    """A title, then the left half of a sheet, then its right half: the rows whole."""
    title, *rows = text.splitlines()
    half = len(rows) // 2
    whole = [f"{left} {right}" for left, right in zip(rows[:half], rows[half:], strict=True)]
    return "\n".join([title, *whole])


def tell_rows(made):
    rows = [f"{s.name}\t{name}\t{price}\n" for s in made for name, price in s.rows]
    (OUT / "rows.tsv").write_text("".join(rows), encoding="utf-8")
    running = [f"{s.name}\t{line}\n" for s in made for line in dict.fromkeys(s.running)]
    (OUT / "running.tsv").write_text("".join(running), encoding="utf-8")


def strip_to_unicode(path):
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
                del item["/ToUnicode"]
        pdf.save(path)


def settle(path):
    """No dates and no names of machines; the same bytes for the same pages."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for key in ("/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        if "/Metadata" in pdf.Root:
            del pdf.Root["/Metadata"]
        for key in ("/ID", "/DocChecksum"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        pdf.remove_unreferenced_resources()
        modern = path.name.startswith(("onec", "office", "letter"))
        mode = pikepdf.ObjectStreamMode.generate if modern else pikepdf.ObjectStreamMode.preserve
        pdf.save(path, deterministic_id=True, object_stream_mode=mode, compress_streams=True)


if __name__ == "__main__":
    main()
