"""Measures PDF readers on `pdf/`: python compare.py [-o FILE] [-r READER]... [part of a name]...

Readers: pdftotext, layout (pdftotext -layout), pypdf, ours (`sellercloudx inspect file`; the binary is
$SCX_BIN or target/debug/sellercloudx of the repository, left out when it is missing).

CER   edits / letters of the truth, blanks collapsed. Running headers and footers may stay, go or stay once,
      with the numbers of pages or without: the best of the four counts. Above 1 it is cut to 1.
words share of the words of the truth that the reader gave, in any order.
line  share of price rows whose price follows the name on one line, before the name of another row.
near  the same in the whole text: the price follows the name before another row's name.
"""

import argparse
import os
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
PDFS = HERE / "pdf"
OURS = Path(os.environ.get("SCX_BIN", HERE.parents[2] / "target" / "debug" / "sellercloudx"))


def flat(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def edits(a, b):
    """Levenshtein distance, bit-parallel (Myers, Hyyrö)."""
    if not a or not b:
        return len(a) + len(b)
    masks = defaultdict(int)
    for i, c in enumerate(a):
        masks[c] |= 1 << i
    full, last = (1 << len(a)) - 1, 1 << (len(a) - 1)
    plus, minus, score = full, 0, len(a)
    for c in b:
        match = masks.get(c, 0)
        diagonal = (((match & plus) + plus) ^ plus) | match | minus
        up, down = minus | (~(diagonal | plus) & full), plus & diagonal
        score += bool(up & last) - bool(down & last)
        up = (up << 1 | 1) & full
        plus, minus = (down << 1 & full) | (~(diagonal | up) & full), up & diagonal
    return score


def truths(name, text):
    """The text with its running lines, without them, and with each of them once."""
    path = PDFS / "running.tsv"
    running = {line.split("\t", 1)[1] for line in path.read_text("utf-8").splitlines() if line.startswith(name + "\t")}
    lines, seen, once = text.splitlines(), set(), []
    for line in lines:
        if line not in running or line not in seen:
            once.append(line)
        seen.add(line)
    unnumbered = [line for line in once if line not in running or not numbers_a_page(line)]
    variants = [lines, [x for x in lines if x not in running], once, unnumbered]
    # A sheet wider than the paper may be read with its halves side by side.
    joined = PDFS / f"{name}.joined.txt"
    if joined.exists():
        variants.append(joined.read_text("utf-8").splitlines())
    return list(dict.fromkeys(flat("\n".join(v)) for v in variants))


def numbers_a_page(line):
    words = {"page", "of", "стр", "страница", "из", "лист", "bet", "sahifa", "varaq", "бет", "саҳифа", "варақ"}
    return all(w.isdigit() or w.lower() in words for w in re.findall(r"\w+", line))


def follows(text, rows):
    """Which rows have their price after their name and before the name of another row."""
    starts = sorted(at for name, _ in rows for at in places(text, name))
    found = set()
    for name, price in rows:
        for at in places(text, name):
            end = next((s for s in starts if s > at), len(text))
            if holds(text[at + len(name):end], price):
                found.add((name, price))
    return found


def places(text, part):
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def holds(text, price):
    """The price, not the end of a longer number."""
    for at in places(text, price):
        before, after = text[:at], text[at + len(price):at + len(price) + 1]
        if not before[-1:].isdigit() and not after.isdigit():
            return True
    return False


def rows_of(text, rows):
    rows = [(flat(n), flat(p)) for n, p in rows]
    line = set()
    for one in text.splitlines():
        line |= follows(flat(one), rows)
    return len(line) / len(rows), len(follows(flat(text), rows)) / len(rows)


def command(*words):
    def run(path):
        return subprocess.run([*words, str(path), *(["-"] if words[0] == "pdftotext" else [])], capture_output=True, timeout=90)
    def read(path):
        done = run(path)
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
    return read


def pypdf_reader():
    try:
        import pypdf
    except ImportError:
        return None
    return lambda path: "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def readers(wanted):
    found = {"pdftotext": command("pdftotext"), "layout": command("pdftotext", "-layout"), "pypdf": pypdf_reader(),
             "ours": command(str(OURS), "inspect", "file") if OURS.exists() else None}
    for name in [n for n, r in found.items() if r is None]:
        print(f"# {name}: not installed, left out", file=sys.stderr)
    return {n: r for n, r in found.items() if r and (not wanted or n in wanted)}


def kind(name):
    """nouni-cmap-uz-latn: nouni-cmap."""
    for lang in ("-uz-latn", "-uz-cyrl", "-ru", "-en"):
        name = name.removesuffix(lang)
    return name


def measure(read, path, rows):
    began = time.perf_counter()
    try:
        text = read(path)
    except Exception as error:  # noqa: BLE001 - a reader that falls over has read nothing
        print(f"# {path.name}: {error}", file=sys.stderr)
        text = ""
    seconds = time.perf_counter() - began
    truth = truths(path.stem, path.with_suffix(".txt").read_text("utf-8"))
    got = flat(text)
    cer = min(edits(t, got) / len(t) for t in truth)
    least = Counter(min(truth, key=len).split())
    words = sum((least & Counter(got.split())).values()) / sum(least.values())
    line, near = rows_of(text, rows) if rows else (None, None)
    return [min(cer, 1.0), words, line, near, seconds]


FIELDS = ["CER", "words", "line", "near", "seconds"]


def shown(values):
    return ["" if v is None else f"{v:.4f}" if i == 0 else f"{v:.3f}" for i, v in enumerate(values)]


def mean(lists):
    columns = [[v for v in column if v is not None] for column in zip(*lists)]
    return [sum(c) / len(c) if c else None for c in columns]


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    parser = argparse.ArgumentParser()
    parser.add_argument("-o", type=Path)
    parser.add_argument("-r", action="append", choices=["pdftotext", "layout", "pypdf", "ours"])
    parser.add_argument("parts", nargs="*")
    options = parser.parse_args()
    rows = defaultdict(list)
    for line in (PDFS / "rows.tsv").read_text("utf-8").splitlines():
        name, good, price = line.split("\t")
        rows[name].append((good, price))
    table, by_kind = [["file", "reader", *FIELDS]], defaultdict(list)
    chosen = readers(options.r)
    for path in sorted(PDFS.glob("*.pdf")):
        if options.parts and not any(part in path.stem for part in options.parts):
            continue
        for reader, read in chosen.items():
            values = measure(read, path, rows[path.stem])
            by_kind[kind(path.stem), reader].append(values)
            if path.stem != "nomap-ru":
                by_kind["ALL without nomap", reader].append(values)
            table.append([path.stem, reader, *shown(values)])
    table.append(["# kind", "reader", *FIELDS])
    for (name, reader), values in by_kind.items():
        if name != "ALL without nomap":
            table.append([f"{name} ({len(values)})", reader, *shown(mean(values))])
    for (name, reader), values in by_kind.items():
        if name == "ALL without nomap":
            table.append([f"{name} ({len(values)})", reader, *shown(mean(values))])
    text = "".join("\t".join(line) + "\n" for line in table)
    print(text, end="")
    if options.o:
        options.o.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
