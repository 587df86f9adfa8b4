"""Makes the corpus of Word documents with known text in `docx/`; see `docx/README.md`.

    python make_docx.py [part of a name]...

Most are written by python-docx and raw XML (`docx_parts.py` and the lists of samples); one is converted by LibreOffice from
HTML and one by pandoc from Markdown. Only a run without words writes the lists of links, headings and forbidden words.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

sys.dont_write_bytecode = True

import docx_edits  # noqa: E402
import docx_marks  # noqa: E402
import docx_prose  # noqa: E402
import docx_tables  # noqa: E402
from docx_parts import settle  # noqa: E402
from pdf_texts import LABELS, RULES, goods, money  # noqa: E402

OUT = Path(__file__).parent / "docx"


class Converted:
    """A document that another program makes from a text file."""

    def __init__(self, name, ending, source, truth):
        self.name, self.ending, self.source, self.truth = name, ending, source, truth
        self.links, self.headings, self.forbidden = [], [], []

    def save(self, path):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"{self.name}.{self.ending}"
            source.write_text(self.source, encoding="utf-8")
            made = source.with_suffix(".docx")
            if self.ending == "md":
                command = ["pandoc", "-f", "markdown", "-o", made, source]
            else:
                command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=HTML (StarWriter)",
                           "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, source]
            subprocess.run(command, check=True, capture_output=True, timeout=300, env={**os.environ, "SOURCE_DATE_EPOCH": "0"})
            shutil.copy(made, path)
        settle(path)


def office():
    """A price list of a web page: heading, rows, a nested list and a link."""
    labels, items = LABELS["ru"], goods("ru", 24, 30)
    head = [labels[key] for key in ("no", "name", "unit", "price", "stock")]
    rows = [[str(at + 1), g.name, g.unit, money(g.price, "ru", "currency"), str(g.stock)] for at, g in enumerate(items)]
    cells = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    names = "".join(f"<th>{escape(name)}</th>" for name in head)
    question, answers = RULES["ru"][1]
    body = (f"<h1>{labels['title']}</h1><p>{labels['date']}</p><table border=1><thead><tr>{names}</tr></thead>{cells}</table>"
            f"<h2>{question}</h2><ol><li>Наличными</li><li>Картой<ul><li>Click</li><li>Payme</li></ul></li></ol><p>{answers[1]}</p>"
            '<p>Заказать можно <a href="https://shop.example/order">на нашем сайте</a>.</p>')
    made = Converted("prices-libreoffice-ru", "html", f"<html lang=ru><meta charset=utf-8>{body}</html>",
                     [labels["title"], labels["date"], *[" | ".join(row) for row in [head, *rows]], question, "1. Наличными", "2. Картой",
                      "Click", "Payme", answers[1], "Заказать можно на нашем сайте."])
    made.headings = [(1, labels["title"]), (2, question)]
    made.links = [("на нашем сайте", "https://shop.example/order")]
    return made


def markdown():
    """Rules with headings, lists, a table, a footnote and a link."""
    lines, truth, headings = [], [], []
    for level, (head, paragraphs) in zip((1, 2, 2), RULES["uz-Latn"]):
        lines += [f"{'#' * level} {head}", *paragraphs]
        headings.append((level, head))
        truth += [head, *paragraphs]
    rows = ["Hudud | Muddat | Narxi", "Toshkent | 1 kun | 25 000", "Nukus | 3 kun | 60 000"]
    table = "\n".join([rows[0], "---|---|---", *rows[1:], "", ": Yetkazib berish tariflari"])
    lines += ["Buyurtma uchun [botimizga yozing](https://t.me/example_shop_bot).[^a]", "[^a]: Javob o‘n daqiqa ichida beriladi.", table,
              "- Tovarlar\n    - kiyim\n    - poyabzal\n- Xizmatlar", "1. Tanlang\n2. To‘lang\n3. Qabul qiling"]
    made = Converted(
        "rules-pandoc-uz-latn",
        "md",
        "\n\n".join(lines),
        [
            *truth,
            "Buyurtma uchun botimizga yozing.",
            *rows,
            "Yetkazib berish tariflari",
            "Tovarlar",
            "kiyim",
            "poyabzal",
            "Xizmatlar",
            "1. Tanlang",
            "2. To‘lang",
            "3. Qabul qiling",
            "Javob o‘n daqiqa ichida beriladi.",
        ],
    )
    made.headings, made.links = headings, [("botimizga yozing", "https://t.me/example_shop_bot")]
    return made


def main():
    wanted = sys.argv[1:]
    OUT.mkdir(exist_ok=True)
    modules = (docx_prose, docx_tables, docx_marks, docx_edits)
    everything = [*(sample for module in modules for sample in module.samples()), office(), markdown()]
    for sample in everything:
        if wanted and not any(part in sample.name for part in wanted):
            continue
        path = OUT / f"{sample.name}.docx"
        sample.save(path)
        (OUT / f"{sample.name}.txt").write_text("".join(line + "\n" for line in sample.truth), encoding="utf-8")
        print(sample.name, path.stat().st_size)
    if not wanted:
        for name in ("forbidden", "links", "headings"):
            rows = [(s.name, *map(str, row if isinstance(row, tuple) else (row,))) for s in everything for row in getattr(s, name)]
            (OUT / f"{name}.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
