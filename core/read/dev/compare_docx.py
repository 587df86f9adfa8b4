"""Measures our reader of Word files beside pandoc on `docx/`: python compare_docx.py [-v] [part of a name]...

Ours is `sellercloudx inspect file`: $SCX_BIN or target/debug/sellercloudx of the repository. Pandoc writes plain text,
and Markdown where links and headings are counted.

words      share of the words of the truth that were found, in any order, each as often as the truth has it
lines      share of the lines of the truth that ours has within one line; of a row of a table, each cell
links      links whose target was kept
levels     headings whose level was kept (`# ` to `### `); apart: headings that at least have a blank line above (ours)
forbidden  words that were deleted, hidden or never shown, and yet were given; also values under a wrong name

Below the table stand the words that pandoc finds and ours lacks, those of the truth that ours lacks, the forbidden ones
given, and with -v the lines that ours breaks. Numbers of lists count as words of the truth; bullets do not.
"""

import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True

HERE = Path(__file__).parent
FILES = HERE / "docx"
OURS = os.environ.get("SCX_BIN", str(HERE.parents[2] / "target" / "debug" / "sellercloudx"))
COLUMNS = [
    "file",
    "words ours",
    "pandoc",
    "lines ours",
    "links ours",
    "pandoc",
    "levels ours",
    "apart",
    "pandoc",
    "forbidden ours",
    "pandoc",
]


def flat(text):
    """One form of the same letters; soft hyphens do not show."""
    return unicodedata.normalize("NFKC", text.replace("\u00ad", ""))


def words(text):
    """Numbers with their points and commas, words with their apostrophes, and signs such as ± or €."""
    return re.findall(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[‘’ʻʼ'`][^\W_]*)*|[^\W\d_]|[§©®°±×÷€™←-⇿∀-⋿■-➿]", flat(text))


def run(*command):
    """What a program prints; None when it refuses the file."""
    done = subprocess.run(command, capture_output=True, timeout=120)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def rows(name):
    """The list `name.tsv`, by file."""
    found = {}
    for line in (FILES / f"{name}.tsv").read_text("utf-8").splitlines():
        file, *values = line.split("\t")
        found.setdefault(file, []).append(values)
    return found


def share(truth, text):
    truth = Counter(words(truth))
    return sum((truth & Counter(words(text or ""))).values()) / sum(truth.values())


def broken(truth, text):
    """Lines of the truth that no line of the text holds."""
    have = [f" {' '.join(words(line))} " for line in text.splitlines()]
    cells = {line: [f" {' '.join(words(cell))} " for cell in line.split(" | ")] for line in truth.splitlines()}
    return [line for line, wanted in cells.items() if not any(all(cell in one for cell in wanted) for one in have)]


def kept(headings, text):
    """Headings that stand with their level; pandoc makes a title of some."""
    found = re.finditer(r"(?m)^[ \d.]*(?:(#+) |title: )(.*?)( \{[^}]*\})?$", text)
    lines = {(len(m[1] or "#"), *words(m[2])) for m in found}
    return sum(
        any(line[0] == int(level) and line[1:][-len(words(head)) :] == tuple(words(head)) for line in lines) for level, head in headings
    )


def apart(headings, text):
    lines = ["", *text.splitlines()]
    return sum(any(flat(line).endswith(flat(head)) and not above.strip() for above, line in zip(lines, lines[1:])) for _, head in headings)


def given(forbidden, text):
    """Forbidden words that occur, be they glued to others; a number must not be part of a longer one."""
    text = " ".join(flat(text or "").split())
    return [word for [word] in forbidden if re.search(rf"(?<!\d){re.escape(flat(word))}(?!\d)", text)]


def listed(counter):
    return ", ".join(f"{word} ×{count}" if count > 1 else word for word, count in counter.items())


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    parts = [word for word in sys.argv[1:] if word != "-v"]
    links, headings, forbidden = rows("links"), rows("headings"), rows("forbidden")
    table, notes, counts = [COLUMNS], [], []
    for path in sorted(FILES.glob("*.docx")):
        name = path.stem
        if parts and not any(part in name for part in parts):
            continue
        truth = path.with_suffix(".txt").read_text("utf-8")
        ours = run(OURS, "inspect", "file", str(path)) or ""
        pandoc = run("pandoc", "-s", "-t", "plain", "--wrap=none", str(path))
        marked = run("pandoc", "-s", "-t", "markdown-smart", "--wrap=none", "--markdown-headings=atx", str(path)) or ""
        lost = broken(truth, ours)
        urls, heads, never = links.get(name, []), headings.get(name, []), forbidden.get(name, [])
        bad = given(never, ours), given(never, pandoc)
        count = [share(truth, ours), share(truth, pandoc), 1 - len(lost) / len(truth.splitlines()),
                 (sum(url in ours for _, url in urls), len(urls)), (sum(url in marked for _, url in urls), len(urls)),
                 (kept(heads, ours), len(heads)), (apart(heads, ours), len(heads)), (kept(heads, marked), len(heads)),
                 (len(bad[0]), len(never)), (len(bad[1]), len(never))]
        counts.append(count)
        table.append([name if pandoc is not None else f"{name} (pandoc refuses)", *map(shown, count)])
        have, wanted = Counter(words(ours)), Counter(words(truth))
        for title, text in (
            ("pandoc finds, ours lacks", listed(Counter(words(pandoc or "")) - have)),
            ("the truth has, ours lacks", listed(wanted - have)),
            ("forbidden, ours gives", ", ".join(bad[0])),
            ("forbidden, pandoc gives", ", ".join(bad[1])),
        ):
            if text:
                notes.append(f"{name}: {title}: {text}")
        notes += [f"{name}: not in one line of ours: {line}" for line in lost if "-v" in sys.argv]
    sums = [sum(c) / len(c) if isinstance(c[0], float) else tuple(map(sum, zip(*c))) for c in zip(*counts)]
    table.append(["ALL", *map(shown, sums)])
    for line in table:
        print("\t".join(line))
    print(*["", *notes], sep="\n")


def shown(value):
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value[0]}/{value[1]}" if value[1] else ""


if __name__ == "__main__":
    main()
