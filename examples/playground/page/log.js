// The messages of one phone, drawn by message id: what did not change is not
// touched, so that nothing flickers and a reader keeps the place.

import { icon, node, rich } from "./nodes.js";
import { clockTime, dayName, dayOf, fileSize, phoneNumber, t } from "./words.js";

const NEAR_END_PX = 90;
const SAME_BREATH_MS = 180_000;

/** `acts`: tap(message id, data), run(text), edit(message), copied(). */
export function createLog(element, acts) {
  const scroll = element.querySelector(".scroll");
  const list = element.querySelector(".log");
  const jump = element.querySelector(".jump");
  const items = new Map();
  let messages = [];
  let isFirst = true;

  const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END_PX;
  const stick = () => { scroll.scrollTop = scroll.scrollHeight; jump.hidden = true; };
  jump.onclick = () => scroll.scrollTo({ top: scroll.scrollHeight, behavior: "smooth" });
  scroll.onscroll = () => { if (isAtEnd()) jump.hidden = true; };
  // A growing input or a keyboard makes the room smaller: stay at the end.
  let wasAtEnd = true;
  scroll.addEventListener("scroll", () => { wasAtEnd = isAtEnd(); });
  new ResizeObserver(() => { if (wasAtEnd) stick(); }).observe(scroll);

  function draw(next) {
    const follows = isFirst || isAtEnd() || next.at(-1)?.id !== messages.at(-1)?.id && next.at(-1)?.is_mine;
    const isLonger = next.length > 0 && next.at(-1).id !== messages.at(-1)?.id;
    messages = next;
    const wanted = plan(next);
    const keys = new Set(wanted.map((item) => item.key));
    for (const [key, el] of items) if (!keys.has(key)) { items.delete(key); leave(el); }
    let cursor = list.firstChild;
    for (const item of wanted) {
      while (cursor?.classList.contains("leaving")) cursor = cursor.nextSibling;
      const el = items.get(item.key) ?? newItem(!isFirst);
      items.set(item.key, el);
      if (el.dataset.signature !== item.signature) { el.dataset.signature = item.signature; refill(el, item, acts); }
      if (el === cursor) cursor = cursor.nextSibling; else list.insertBefore(el, cursor);
    }
    if (follows) stick(); else if (isLonger) jump.hidden = false;
    jump.title = t("newest");
    jump.setAttribute("aria-label", t("newest"));
    isFirst = false;
  }

  return {
    draw,
    stick,
    /** Another chat begins: its messages are there at once, without moving in. */
    restart: () => { isFirst = true; messages = []; items.clear(); list.replaceChildren(); },
    size: () => messages.length,
    lastMine: () => messages.findLast((m) => m.is_mine && m.text && !m.document && !m.contact),
    relabel: () => { for (const el of items.values()) delete el.dataset.signature; },
  };
}

/** Day lines and messages in order, each with what its drawing depends on. */
function plan(messages) {
  const out = [];
  for (const [place, message] of messages.entries()) {
    const before = messages[place - 1];
    const after = messages[place + 1];
    if (!before || dayOf(before.at_ms) !== dayOf(message.at_ms)) {
      out.push({ key: `day-${dayOf(message.at_ms)}-${message.id}`, signature: dayName(message.at_ms), day: message.at_ms });
    }
    const isJoined = near(before, message);
    const hasTail = !near(message, after);
    out.push({ key: `m-${message.id}`, signature: JSON.stringify([message, isJoined, hasTail]), message, isJoined, hasTail });
  }
  return out;
}

const near = (a, b) => Boolean(a && b) && a.is_mine === b.is_mine && b.at_ms - a.at_ms < SAME_BREATH_MS && dayOf(a.at_ms) === dayOf(b.at_ms);

/** An arriving message moves in once, not again when its tab is shown. */
function newItem(isNew) {
  const el = node("li");
  if (isNew) {
    el.dataset.isNew = "yes";
    el.addEventListener("animationend", (event) => {
      if (event.target !== el) return;
      delete el.dataset.isNew;
      el.classList.remove("new");
    });
  }
  return el;
}

function leave(el) {
  el.classList.add("leaving");
  el.addEventListener("animationend", () => el.remove(), { once: true });
  // Without animation (reduced motion, hidden tab) nobody would call back.
  setTimeout(() => el.remove(), 400);
}

/** Draws one line anew; a focused button in it stays focused. */
function refill(el, item, acts) {
  if (item.day !== undefined) {
    el.className = "day";
    el.replaceChildren(node("span", "", dayName(item.day)));
    return;
  }
  const held = el.contains(document.activeElement) ? [...el.querySelectorAll("button")].indexOf(document.activeElement) : -1;
  const { message } = item;
  el.className = ["message", message.is_mine ? "mine" : "theirs", item.isJoined && "joined", item.hasTail && "tail", el.dataset.isNew && "new"].filter(Boolean).join(" ");
  el.dataset.testid = "message";
  el.dataset.id = message.id;
  el.replaceChildren(bubble(message, acts), ...(message.buttons?.length ? [buttons(message, acts)] : []));
  if (held >= 0) el.querySelectorAll("button")[held]?.focus();
}

function bubble(message, acts) {
  const box = node("div", "bubble");
  if (message.quote) box.append(quoteOf(message.quote));
  if (message.kind) box.append(otherCard(message.kind));
  if (message.document) box.append(documentCard(message.document));
  if (message.contact) box.append(contactCard(message.contact));
  if (message.html || message.text) {
    const text = node("div", "text");
    text.append(message.html ? rich(message.html, message.is_mine ? null : acts.run) : message.text);
    box.append(text);
  }
  const meta = node("span", "meta");
  if (message.is_edited) meta.append(node("span", "edited", t("edited")), " ");
  meta.append(clockTime(message.at_ms));
  (box.lastElementChild?.matches(".text") ? box.lastElementChild : box).append(meta);
  if (message.reaction) box.append(node("span", "reaction", message.reaction));
  if (acts.edit && message.is_mine && message.text && !message.document && !message.contact) {
    const pen = node("button", "icon pen");
    pen.type = "button";
    pen.setAttribute("aria-label", t("editing"));
    pen.append(icon("pen"));
    pen.onclick = () => acts.edit(message);
    box.append(pen);
  }
  return box;
}

function quoteOf(quote) {
  const el = node("button", "quote", quote.text);
  el.type = "button";
  el.onclick = () => {
    const target = el.closest(".log").querySelector(`[data-id="${quote.id}"]`);
    target?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  return el;
}

/** What the page does not draw itself (voice, sticker ..) is named. */
function otherCard(kind) {
  const card = node("div", "document");
  const mark = node("span", "file-mark round");
  mark.append(icon("file"));
  card.append(mark, node("span", "file-words", kind));
  return card;
}

function documentCard(file) {
  const card = node("div", "document");
  card.dataset.testid = "document";
  const kind = /\.([a-z0-9]{1,5})$/i.exec(file.name ?? "")?.[1].toLowerCase() ?? "";
  const mark = node("span", `file-mark k-${kind}`);
  mark.append(icon("file"), node("b", "", kind));
  const words = node("span", "file-words");
  words.append(node("b", "", file.name ?? "—"), node("small", "", fileSize(file.bytes)));
  card.append(mark, words);
  return card;
}

function contactCard(contact) {
  const card = node("div", "document");
  card.dataset.testid = "contact";
  const mark = node("span", "file-mark round");
  mark.append(icon("person"));
  const words = node("span", "file-words");
  words.append(node("b", "", contact.name || t("contact")), node("small", "", phoneNumber(contact.phone)));
  card.append(mark, words);
  return card;
}

function buttons(message, acts) {
  const board = node("div", "board");
  for (const row of message.buttons) {
    const line = node("div", "board-row");
    for (const one of row) {
      const el = node(one.url ? "a" : "button", "inline", one.label);
      el.dataset.testid = "button";
      if (one.url) {
        Object.assign(el, { href: one.url, target: "_blank", rel: "noopener noreferrer" });
        el.append(icon("out"));
      } else {
        el.type = "button";
        if (one.copies) el.append(icon("copy"));
        el.onclick = async () => {
          if (one.copies) { await navigator.clipboard?.writeText(one.copies).catch(() => {}); acts.copied(); return; }
          el.classList.add("busy");
          await acts.tap(message.id, one.data);
          el.classList.remove("busy");
        };
      }
      line.append(el);
    }
    board.append(line);
  }
  return board;
}
