// The letters that the product sent, and what their reader can do with them.

import { node } from "./nodes.js";
import { clockTime, dayName, t } from "./words.js";

/** No letter needs more; pictures, scripts and everything from elsewhere stay out. */
const LETTER_POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;

/** `world`: `partnerBot()`, the bot's user name, and `startBot(word)`. */
export function createMailbox(world) {
  const list = document.querySelector("#letters");
  const rows = new Map();
  const open = new Set();
  const plain = new Set();
  let letters = [];
  let isFirst = true;

  /** Newest first; a letter never changes, so it is drawn once. */
  function draw(newest) {
    letters = newest;
    const keep = new Set(letters.map(({ id }) => id));
    for (const [id, row] of rows) if (!keep.has(id)) { row.remove(); rows.delete(id); }
    for (const letter of letters.toReversed()) {
      if (rows.has(letter.id)) continue;
      const row = makeRow(letter);
      row.classList.toggle("new", !isFirst);
      rows.set(letter.id, row);
      list.prepend(row);
    }
    isFirst = false;
    document.querySelector("#letters-empty").hidden = letters.length > 0;
  }

  function makeRow(letter) {
    const row = node("li", "letter");
    row.dataset.testid = "letter";
    row.onanimationend = () => row.classList.remove("new");
    const head = node("button", "letter-head");
    head.type = "button";
    const time = node("time", "at", `${dayName(letter.at_ms)}, ${clockTime(letter.at_ms)}`);
    time.dateTime = new Date(letter.at_ms).toISOString();
    head.append(node("b", "letter-subject", letter.subject || t("noSubject")), node("span", "letter-to", `${t("letterTo")}: ${letter.to.join(", ")}`), time);
    const body = node("div", "letter-body");
    const show = () => {
      body.hidden = !open.has(letter.id);
      head.setAttribute("aria-expanded", !body.hidden);
      if (!body.hidden && !body.childElementCount) fillBody(body, letter);
    };
    head.onclick = () => { turn(open, letter.id); show(); };
    row.append(head, body);
    show();
    return row;
  }

  function fillBody(body, letter) {
    const top = node("div", "letter-top");
    top.append(node("p", "letter-from", letter.from));
    const parts = [letter.html && frameOf(letter), letter.text && node("pre", "body letter-text", letter.text)];
    const [frame, text] = parts;
    const hasBoth = frame && text;
    const showPart = () => {
      if (!hasBoth) return;
      frame.hidden = plain.has(letter.id);
      text.hidden = !frame.hidden;
    };
    if (hasBoth) {
      const toggle = node("button", "chip", t("plainText"));
      toggle.type = "button";
      toggle.dataset.testid = "letter-plain";
      const press = () => { toggle.setAttribute("aria-pressed", plain.has(letter.id)); showPart(); };
      toggle.onclick = () => { turn(plain, letter.id); press(); };
      press();
      top.append(toggle);
    }
    const links = linksOf(letter).map(linkRow);
    body.replaceChildren(top, ...parts.filter(Boolean));
    if (links.length) {
      const box = node("ul", "letter-links");
      box.append(...links);
      body.append(node("h3", "", t("links")), box);
    }
  }

  /** The frame opens nothing itself, so its links stand below it. */
  function linkRow({ address, words }) {
    const row = node("li");
    const word = startWord(address, world.partnerBot());
    if (!word) {
      const link = node("a", "", words);
      Object.assign(link, { href: address, title: address, target: "_blank", rel: "noopener noreferrer" });
      row.append(link);
      return row;
    }
    const button = node("button", "soft small", t("openInBot"));
    button.type = "button";
    button.dataset.testid = "letter-start";
    button.title = address;
    button.setAttribute("aria-label", `${words}: ${t("openInBot")}`);
    button.onclick = () => world.startBot(word);
    row.append(node("span", "", words), button);
    return row;
  }

  function relabel() {
    rows.clear();
    list.replaceChildren();
    isFirst = true;
    draw(letters);
  }

  return { draw, relabel };
}

function turn(set, id) {
  if (!set.delete(id)) set.add(id);
}

function frameOf(letter) {
  const frame = node("iframe", "letter-frame");
  frame.dataset.testid = "letter-frame";
  frame.title = letter.subject;
  frame.setAttribute("sandbox", "");
  frame.referrerPolicy = "no-referrer";
  frame.srcdoc = LETTER_POLICY + letter.html;
  return frame;
}

/** Every address once, in the letter's order, then the one for leaving. */
function linksOf({ html, text, unsubscribe }) {
  const found = new Map();
  const add = (address, words) => {
    const isKnown = found.has(address) || !/^(https?:|mailto:)/i.test(address);
    if (!isKnown) found.set(address, words.replace(/\s+/g, " ").trim() || address);
  };
  if (html) {
    const anchors = new DOMParser().parseFromString(html, "text/html").querySelectorAll("a[href]");
    for (const anchor of anchors) add(anchor.getAttribute("href").trim(), anchor.textContent);
  } else {
    for (const [address] of (text ?? "").matchAll(/https?:\/\/[^\s<>"]+/g)) add(address, address);
  }
  if (unsubscribe) add(unsubscribe, t("unsubscribe"));
  return [...found].map(([address, words]) => ({ address, words }));
}

/** The word that a link to the bot begins a conversation with. */
function startWord(address, username) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isBot = url?.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === username?.toLowerCase();
  return isBot ? url.searchParams.get("start") : null;
}
