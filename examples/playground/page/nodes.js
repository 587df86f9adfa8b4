// Small makers of page elements.

export function node(name, className, text) {
  const el = document.createElement(name);
  if (className) el.className = className;
  if (text !== undefined) el.textContent = text;
  return el;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

const ALLOWED = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "STRIKE", "DEL", "CODE", "PRE", "A", "BLOCKQUOTE", "BR"]);
const COMMAND = /(^|\s)(\/[a-z0-9_]{1,32})(?![\w/])/g;

/**
 * The delivered text as elements. The server promises safe HTML; the page
 * still lets through nothing but the formatting it knows. Commands in plain
 * text become buttons that call `run`.
 */
export function rich(html, run) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  const out = document.createDocumentFragment();
  for (const child of parsed.childNodes) out.append(clean(child, run));
  return out;
}

function clean(from, run) {
  if (from.nodeType === Node.TEXT_NODE) return run ? withCommands(from.data, run) : document.createTextNode(from.data);
  const out = ALLOWED.has(from.nodeName) ? document.createElement(from.nodeName) : document.createDocumentFragment();
  const isPlain = !["A", "CODE", "PRE"].includes(from.nodeName);
  for (const child of from.childNodes) out.append(clean(child, isPlain ? run : null));
  if (from.nodeName === "A" && /^(https?:|mailto:|tel:)/i.test(from.getAttribute("href") ?? "")) {
    out.href = from.getAttribute("href");
    out.target = "_blank";
    out.rel = "noopener noreferrer";
  }
  return out;
}

function withCommands(text, run) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const hit of text.matchAll(COMMAND)) {
    const button = node("button", "command", hit[2]);
    button.type = "button";
    button.onclick = () => run(hit[2]);
    out.append(text.slice(at, hit.index) + hit[1], button);
    at = hit.index + hit[0].length;
  }
  out.append(text.slice(at));
  return out;
}

/** Two letters and a colour that stay the same for the same name. */
export function paintAvatar(el, name) {
  if (el.dataset.name === name) return;
  el.dataset.name = name;
  const words = name.replace(/[^\p{L}\p{N}\s]/gu, "").split(/\s+/).filter(Boolean);
  el.textContent = words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("") || "•";
  let sum = 0;
  for (const char of name) sum = (sum * 31 + char.codePointAt(0)) % 997;
  el.dataset.tint = String(sum % 5);
}
