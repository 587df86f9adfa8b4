"""Samples drawn by `pdf_canvas`, one function a layout."""

import random
import re
from dataclasses import dataclass, field
from typing import Callable

from pdf_canvas import Font, Page, save, width
from pdf_texts import (GROUPS, LABELS, LANGS, LETTER, LIGATURES, MANUAL, MANUAL_TITLE, NOTES, ORDER, RULES, SHOP, goods,
                       money)


@dataclass
class Sample:
    name: str
    write: Callable | None = None
    source: tuple | None = None  # (extension, text) for another program
    lines: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    running: list = field(default_factory=list)
    strip: bool = False
    pages: list = field(default_factory=list)

    def say(self, *lines):
        self.lines += lines

    def run(self, *lines):
        """Lines that stand on every page."""
        self.lines += lines
        self.running += lines

    def row(self, name, price):
        self.rows.append((name, price))

    def text(self):
        return "\n".join(self.lines) + "\n"


def wrap(text, font, size, room):
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer, font, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def onec(name, lang, plain, bold, count=66, centred=False, pages_wanted=3, by_column=False):
    """A price list as 1C prints it: rules first, then the cells."""
    s, t, pages = Sample(name), LABELS[lang], []
    edges = [40, 68, 318, 372, 462, 555]
    items = goods(lang, count)
    per_page = -(-count // pages_wanted)
    for number in range(pages_wanted):
        page = Page()
        pages.append(page)
        page.text(40, 812, SHOP[lang], plain, 8)
        page.right(555, 812, f"{t['title']}, {t['date']}", plain, 8)
        s.run(f"{SHOP[lang]} {t['title']}, {t['date']}")
        y = 785
        if number == 0:
            page.text(40, y, t["title"], bold, 14)
            page.text(40, y - 16, t["address"], plain, 9)
            page.text(40, y - 28, t["valid"], plain, 9)
            s.say(t["title"], t["address"], t["valid"])
            y -= 40
        rules, cells = [], []
        heads = [t["no"], t["name"], t["unit"], t["price"], t["stock"]]

        def put(values, font, y):
            wrapped = [wrap(v, font, 9, edges[i + 1] - edges[i] - 6) for i, v in enumerate(values)]
            height = 11 * max(map(len, wrapped)) + 5
            rules.append((edges[0], y - height, edges[-1] - edges[0], height))
            for i, lines in enumerate(wrapped):
                top = y - 11 - ((height - 5 - 11 * len(lines)) / 2 if centred else 0)
                for k, line in enumerate(lines):
                    cells.append((i, edges[i] + 3, edges[i + 1] - 3, top - 11 * k, line, font))
            return y - height

        y = put(heads, bold, y)
        s.run(" ".join(heads))
        for at, good in list(enumerate(items))[number * per_page:(number + 1) * per_page]:
            if at % 14 == 0:
                group = GROUPS[lang][at // 14 % 5]
                rules.append((edges[0], y - 16, edges[-1] - edges[0], 16))
                cells.append((1, edges[1] + 3, 0, y - 11, group, bold))
                s.say(group)
                y -= 16
            price = money(good.price, lang, "cents")
            y = put([str(at + 1), good.name, good.unit, price, str(good.stock)], plain, y)
            s.say(f"{at + 1} {good.name} {good.unit} {price} {good.stock}")
            s.row(good.name, price)
        assert y > 45, (name, number, y)
        for x, low, w, h in rules:
            page.box(x, low, w, h)
        top, low = rules[0][1] + rules[0][3], rules[-1][1]
        for x in edges[1:-1]:
            page.line(x, low, x, top)
        if by_column:
            cells.sort(key=lambda cell: cell[0])
        for column, left, right, at_y, line, font in cells:
            (page.right(right, at_y, line, font, 9) if column >= 3 and font is plain else page.text(left, at_y, line, font, 9))
        foot = t["page"].format(number + 1, pages_wanted)
        page.centre(297, 25, foot, plain, 8)
        s.say(foot)
        s.running.append(foot)
    s.pages = pages
    s.write = lambda path: save(path, pages, t["title"], "1C:Enterprise 8.3 (imitated)")
    return s


class Pair:
    """Excel writes Latin letters with a simple font and all others with a composite one."""

    def __init__(self, face):
        self.face, self.simple, self.wide = face, Font(face, "winansi", ""), Font(face)

    def spell(self, text):
        return text

    def runs(self, text):
        for run in re.findall(r"[\x21-\x7e\xa0-\xff]+| +|[^\x20-\x7e\xa0-\xff]+", text):
            yield run, (self.simple if run[0] <= "\xff" else self.wide)


def excel_cell(page, x, y, w, text, pair, size, right=False):
    if right:
        x = x + w - 2 - width(text, pair.simple, size) if text.isascii() else x + w - 2 - width(text, pair, size)
    page.raw(f"/P <</MCID {sum('BDC' in op for op in page.ops if isinstance(op, str))}>> BDC q {x - 1:.2f} {y - 3:.2f} {w:.2f} 13 re W* n")
    for run, font in pair.runs(text):
        page.text(x, y, run, font, size)
        x += width(run, font, size)
    page.raw("Q EMC")


def excel(name, lang, wide=None):
    """No rules; columns by position. wide: "price" puts the price on another page than the name."""
    s, t, pair = Sample(name), LABELS[lang], Pair("sans")
    items = goods(lang, 40, 7)
    columns = [("code", 84), ("name", 330), ("unit", 70), ("price", 70), ("bulk", 90), ("stock", 60)]
    cell = {"code": lambda g: g.code, "name": lambda g: g.name, "unit": lambda g: g.unit, "stock": lambda g: str(g.stock),
            "price": lambda g: money(g.price, lang, "plain"), "bulk": lambda g: money(g.price * 9 // 10 // 500 * 500, lang, "plain")}
    if wide is None:
        sheets = [[c for c in columns if c[0] not in ("code", "bulk")]]
    elif wide == "stock":
        sheets = [columns[1:4], [columns[0], columns[4], columns[5]]]
    else:
        sheets = [columns[:2], columns[2:]]
    pages = []
    for sheet in sheets:
        page = Page()
        pages.append(page)
        y = 790
        if sheet is sheets[0]:
            excel_cell(page, 40, y, 400, f"{t['title']} {t['date']}", pair, 12)
            s.say(f"{t['title']} {t['date']}")
        y -= 26
        for at in range(-1, len(items)):
            x, said = 40, []
            for key, w in sheet:
                value = t[key] if at < 0 else cell[key](items[at])
                excel_cell(page, x, y, w, value, pair, 9, right=at >= 0 and key in ("price", "bulk", "stock"))
                said.append(value)
                x += w
            s.say(" ".join(said))
            y -= 16
    for good in items:
        s.row(good.name, cell["price"](good))
    s.write = lambda path: save(path, pages, t["title"], "Microsoft Excel (imitated)")
    return s


VOWELS = set("aeiouаеёиоуыэюяўAEIOUАЕЁИОУЫЭЮЯЎ")


def cuts(word, lang):
    """Where a word may be divided: before a consonant that a vowel follows."""
    if not word.strip("«».,;:!?()“”").isalpha() and "‘" not in word:
        return
    for i in range(3, len(word) - 2):
        before, here, after = word[i - 1], word[i], word[i + 1]
        if not (here.isalpha() and before.isalpha() and after in VOWELS) or here in VOWELS:
            continue
        if any(c in VOWELS for c in word[:i]) and before + here not in ("sh", "ch", "ng", "th", "ph", "wh", "ck", "gh"):
            if lang == "en" and before in VOWELS:
                continue
            yield i


def hyphenate(words, font, size, room, lang):
    """Lines of words; a word may be divided at the end of a line."""
    lines, line, used = [], [], 0.0
    blank = size * 0.24
    for word in words:
        full = width(word, font, size)
        if line and used + blank + full > room:
            best = [i for i in cuts(word, lang) if used + blank + width(word[:i] + "-", font, size) <= room]
            if best:
                line.append(word[:best[-1]] + "-")
                word = word[best[-1]:]
                full = width(word, font, size)
            lines.append(line)
            line, used = [], 0.0
        used += full + (blank if line else 0)
        line.append(word)
    return lines, line


def justified(page, x, y, line, font, size, room, last):
    """As TeX sets it: no blank is drawn, only room is left."""
    total = sum(width(w, font, size) for w in line)
    gap = size * 0.25 if last or len(line) == 1 else (room - total) / (len(line) - 1)
    pieces = []
    for word in line:
        pieces += [word, gap]
    page.gapped(x, y, pieces[:-1], font, size)


def columns(name, lang, plain, bold):
    s, pages = Sample(name), []
    flow = []
    for head, paragraphs in RULES[lang]:
        flow.append((head, None, bold, False))
        for paragraph in paragraphs:
            lines, last = hyphenate(paragraph.split(), plain, 10, 236, lang)
            flow += [(None, line, plain, False) for line in lines] + [(None, last, plain, True)]
        s.say(head, *paragraphs)
    title = f"{SHOP[lang]}: {LABELS[lang]['address']}"
    s.lines.insert(0, title)
    per_column = -(-len(flow) // 4)
    for number in range(2):
        page = Page((595, 842))
        pages.append(page)
        top = 790
        if number == 0:
            page.text(46, 800, title, bold, 11)
            top = 772
        for side in range(2):
            at = (number * 2 + side) * per_column
            y = top
            for head, line, font, last in flow[at:at + per_column]:
                x = 46 if side == 0 else 314
                if head:
                    page.text(x, y - 4, head, font, 11)
                    y -= 18
                else:
                    justified(page, x, y, line, font, 10, 236, last)
                    y -= 13 + (4 if last else 0)
    s.pages = pages
    s.write = lambda path: save(path, pages, title, "TeX (imitated)")
    return s


def noted(page, x, y, line, font, size):
    """A line in which ^1 is a raised figure."""
    for piece in re.split(r"(\^\d)", line):
        if piece.startswith("^"):
            page.text(x, y + size * 0.35, piece[1:], font, size * 0.6)
            x += width(piece[1:], font, size * 0.6)
        elif piece:
            page.text(x, y, piece, font, size)
            x += width(piece, font, size)


def manual(name, lang, plain, bold):
    s, title, pages = Sample(name), MANUAL_TITLE[lang], []
    for number, blocks in enumerate(MANUAL[lang]):
        page = Page((420, 595))
        pages.append(page)
        page.text(40, 568, title, plain, 7.5)
        page.line(40, 562, 380, 562)
        s.run(title)
        y, step = 540, 0
        for kind, text in blocks:
            step = step + 1 if kind == "ol" else 0
            mark = {"ol": f"{step}.", "ul": "•"}.get(kind, "")
            font, size = {"h1": (bold, 13), "h2": (bold, 11)}.get(kind, (plain, 10))
            left = 58 if mark else 40
            y -= 6 if kind in ("h1", "h2") else 0
            if mark:
                page.text(44, y, mark, plain, 10)
            for line in wrap(text, font, size, 380 - left):
                noted(page, left, y, line, font, size)
                y -= size * 1.3
            y -= 4
            s.say(f"{mark} {text}".strip().replace("^", ""))
        page.line(40, 84, 140, 84)
        y = 72
        for note in NOTES[lang][number]:
            page.text(40, y, note, plain, 8)
            s.say(note)
            y -= 11
        foot = str(number + 1)
        page.centre(210, 24, foot, plain, 8)
        s.run(foot)
    s.pages = pages
    s.write = lambda path: save(path, pages, title)
    return s


def catalogue(name, lang, plain, bold, layered):
    """layered: all pictures, then all names, then all prices, as a design program stacks them."""
    s, t, pages = Sample(name), LABELS[lang], []
    items = goods(lang, 12, 3)
    for number in range(2):
        page = Page()
        pages.append(page)
        title = f"{t['catalogue']}. {SHOP[lang]}"
        page.centre(297, 800, title, bold, 15)
        s.run(title)
        layers = [[], [], []]
        for at in range(6):
            good = items[number * 6 + at]
            x, y = 40 + at % 2 * 265, 560 - at // 2 * 250
            page.images.append(number * 6 + at + 1)
            price = money(good.price, lang, "currency")
            layers[0].append(lambda x=x, y=y, i=len(page.images) - 1: page.raw(f"q 160 0 0 160 {x + 40} {y + 60} cm /Im{i} Do Q"))
            names = wrap(good.name, plain, 11, 230)
            for k, line in enumerate(names):
                layers[1].append(lambda x=x, y=y, k=k, line=line: page.centre(x + 120, y + 44 - 14 * k, line, plain, 11))
            low = y + 44 - 14 * len(names) - 6
            layers[2].append(lambda x=x, low=low, price=price: page.centre(x + 120, low, price, bold, 14))
            if not layered:
                for layer in layers:
                    for draw in layer:
                        draw()
                    layer.clear()
            s.say(good.name, price)
            s.row(good.name, price)
        for layer in layers:
            for draw in layer:
                draw()
        s.run(f"{number + 1}")
        page.centre(297, 20, f"{number + 1}", plain, 8)
    s.write = lambda path: save(path, pages, t["catalogue"])
    return s


def letter(name, lang, plain, bold):
    s, t = Sample(name), LETTER[lang]
    page, y = Page(), 800
    page.text(60, y, SHOP[lang], bold, 12)
    page.text(60, y - 15, LABELS[lang]["address"], plain, 9)
    page.line(60, y - 22, 535, y - 22)
    s.say(SHOP[lang], LABELS[lang]["address"])
    y -= 46
    for line in t["to"]:
        page.right(535, y, line, plain, 11)
        y -= 14
    page.text(60, y - 10, t["date"], plain, 11)
    page.text(60, y - 44, t["hello"], plain, 11)
    s.say(*t["to"], t["date"], t["hello"])
    y -= 70

    def paragraphs(texts, y):
        for text in texts:
            for line in wrap(text, plain, 11, 475):
                page.text(60, y, line, plain, 11)
                y -= 15
            y -= 6
            s.say(text)
        return y

    y = paragraphs(t["body"], y)
    for good in goods(lang, 5, 4):
        price = money(good.price, lang, "currency")
        page.text(80, y, f"{good.name} — {price}", plain, 11)
        s.say(f"{good.name} — {price}")
        s.row(good.name, price)
        y -= 15
    y = paragraphs(t["after"], y - 8) - 20
    for line in t["bye"]:
        page.text(60, y, line, plain, 11)
        y -= 15
    s.say(*t["bye"])
    s.pages = [page]
    s.write = lambda path: save(path, [page], t["hello"])
    return s


def rotated(name, lang, plain, bold, rotate):
    """A landscape list on a page that lies on its side."""
    s, t, pages = Sample(name), LABELS[lang], []
    items = goods(lang, 44, 20)
    edges = [40, 70, 170, 520, 580, 660, 745, 802]
    heads = [t[k] for k in ("no", "code", "name", "unit", "price", "bulk", "stock")]
    for number in range(2):
        page = Page((842, 595), rotate)
        pages.append(page)
        title = f"{t['title']}, {t['date']}"
        page.text(40, 566, title, bold, 12)
        s.run(title)
        y = 545
        for at in [None, *range(number * 22, number * 22 + 22)]:
            values = heads
            if at is not None:
                g = items[at]
                values = [str(at + 1), g.code, g.name, g.unit, money(g.price, lang, "plain"),
                          money(g.price * 9 // 10 // 500 * 500, lang, "plain"), str(g.stock)]
                s.row(g.name, values[4])
                s.say(" ".join(values))
            else:
                s.run(" ".join(values))
            for i, value in enumerate(values):
                if i >= 4 and at is not None:
                    page.right(edges[i + 1] - 4, y, value, plain, 9)
                else:
                    page.text(edges[i] + 3, y, value, bold if at is None else plain, 9 if at is not None else 8)
            page.line(40, y - 5, 802, y - 5, 0.3)
            y -= 22
        foot = t["page"].format(number + 1, 2)
        page.right(802, 20, foot, plain, 8)
        s.say(foot)
        s.running.append(foot)
    s.write = lambda path: save(path, pages, t["title"])
    return s


def form(name, lang, plain, bold, appearance):
    s, t = Sample(name), LABELS[lang]
    page = Page()
    page.text(50, 790, f"{t['order']}. {SHOP[lang]}", bold, 14)
    s.say(f"{t['order']}. {SHOP[lang]}")
    y = 750

    def put(x, w, value, kind="text", **more):
        plain.note(value)
        assert width(value, plain, 9) < w - 4, (name, value)
        page.fields.append({"at": (x, y - 5, w, 18), "value": value, "font": plain, "type": kind, "appearance": appearance, **more})
        page.box(x, y - 5, w, 18)

    for at, (label, value) in enumerate(ORDER[lang]):
        page.text(50, y, label, plain, 10)
        put(210, 330, value, "choice" if at == 3 else "text", options=[value, "Click", "Payme"])
        s.say(f"{label} {value}")
        y -= 30
    heads = [t["name"], t["stock"], t["price"]]
    for x, head in zip((50, 400, 450), heads):
        page.text(x, y, head, bold, 10)
    s.say(" ".join(heads))
    total = 0
    for good in goods(lang, 5, 8):
        y -= 24
        price = money(good.price, lang, "plain")
        put(36, 362, good.name)
        put(400, 44, str(good.stock))
        put(450, 90, price)
        s.say(f"{good.name} {good.stock} {price}")
        s.row(good.name, price)
        total += good.price
    y -= 30
    page.text(390, y, t["total"], bold, 10)
    put(450, 90, money(total, lang, "plain"))
    s.say(f"{t['total']} {money(total, lang, 'plain')}")
    y -= 40
    page.fields.append({"at": (50, y, 12, 12), "value": "", "font": plain, "type": "check", "appearance": True})
    page.text(70, y + 2, t["valid"], plain, 10)
    s.say(t["valid"])
    s.write = lambda path: save(path, [page], t["order"], need_appearances=not appearance)
    return s


def ligature(name, font):
    s, page, y = Sample(name), Page(), 780
    for text in LIGATURES * 2:
        lines, last = hyphenate(text.split(), font, 12, 470, "none")
        for line in lines:
            justified(page, 60, y, line, font, 12, 470, False)
            y -= 17
        justified(page, 60, y, last, font, 12, 470, True)
        y -= 24
        s.say(text)
    s.write = lambda path: save(path, [page], "Ligatures")
    return s


def stripped(sample):
    sample.strip = True
    return sample


def shuffled(sample):
    """The same page, its lines drawn in no order: only their places tell how to read them."""
    for number, page in enumerate(sample.pages):
        rules = [op for op in page.ops if isinstance(op, str)]
        lines = [op for op in page.ops if not isinstance(op, str)]
        random.Random(number).shuffle(lines)
        page.ops = rules + lines
    return sample


def samples():
    both = "tounicode cmap"
    for i, lang in enumerate(LANGS):
        low = lang.lower()
        yield onec(f"onec-{low}", lang, Font("sans"), Font("sans-bold"), centred=i in (1, 2))
        yield excel(f"excel-{low}", lang)
        yield columns(f"columns-{low}", lang, Font("serif"), Font("serif-bold"))
        yield manual(f"manual-{low}", lang, Font("serif"), Font("sans-bold"))
        yield catalogue(f"catalogue-{low}", lang, Font("sans"), Font("sans-bold"), layered=i in (1, 2))
        yield rotated(f"rotated-{low}", lang, Font("sans"), Font("sans-bold"), 90)
        yield letter(f"letter-{low}", lang, Font("serif"), Font("serif-bold"))
        yield form(f"form-{low}", lang, Font("sans"), Font("sans-bold"), appearance=i in (0, 2))
        # Without ToUnicode: the cmap of the embedded font, or names of glyphs.
        yield letter(f"nouni-cmap-{low}", lang, Font("sans", tells="cmap"), Font("sans-bold", tells="cmap"))
        kind = "truetype" if i % 2 else "type1c"
        yield onec(f"nouni-names-{low}", lang, Font("sans", kind, "names"), Font("sans-bold", kind, "names"), 20, True, 1)
    yield excel("excel-wide-uz-latn", "uz-Latn", "stock")
    yield excel("excel-wide-ru", "ru", "price")
    yield rotated("rotated-270-ru", "ru", Font("sans"), Font("sans-bold"), 270)
    yield rotated("rotated-180-en", "en", Font("sans"), Font("sans-bold"), 180)
    yield stripped(onec("nouni-stripped-ru", "ru", Font("dejavu", tells=both), Font("dejavu-bold", tells=both), 20, False, 1))
    yield stripped(onec("nouni-stripped-uz-latn", "uz-Latn", Font("dejavu", tells=both), Font("dejavu-bold", tells=both), 20, False, 1))
    yield letter("nouni-post-uz-cyrl", "uz-Cyrl", Font("sans", tells="post"), Font("sans-bold", tells="post"))
    yield letter("nouni-agl-ru", "ru", Font("serif", "type1c", "names", "agl"), Font("serif-bold", "type1c", "names", "agl"))
    yield letter("nouni-builtin-uz-latn", "uz-Latn", Font("serif", "builtin", "names"), Font("serif-bold", "builtin", "names"))
    yield shuffled(onec("shuffled-onec-ru", "ru", Font("sans"), Font("sans-bold"), 20, True, 1))
    yield shuffled(columns("shuffled-columns-en", "en", Font("serif"), Font("serif-bold")))
    yield shuffled(manual("shuffled-manual-uz-latn", "uz-Latn", Font("serif"), Font("sans-bold")))
    yield shuffled(letter("shuffled-letter-uz-cyrl", "uz-Cyrl", Font("serif"), Font("serif-bold")))
    yield onec("bycolumn-onec-uz-latn", "uz-Latn", Font("sans"), Font("sans-bold"), 44, True, 2, True)
    yield letter("nomap-ru", "ru", Font("sans", tells=""), Font("sans-bold", tells=""))
    yield ligature("ligature-names-en", Font("dejavu-serif", "type1c", "names", "ligature", True))
    yield ligature("ligature-tounicode-en", Font("dejavu-serif", ligatures=True))
    yield ligature("ligature-cmap-en", Font("dejavu-serif", tells="cmap", ligatures=True))
    yield letter("type3-uz-latn", "uz-Latn", Font("sans", "type3"), Font("sans-bold", "type3"))
    yield onec("type3-ru", "ru", Font("sans", "type3"), Font("sans-bold", "type3"), 20, False, 1)

