// The view of every request to the outside world.

import { node } from "./nodes.js";
import { exactTime, t } from "./words.js";

export function createTraffic() {
  const list = document.querySelector("#wire");
  const chips = document.querySelector("#chips");
  const rows = new Map();
  let exchanges = [];
  let service = null;
  let isFirst = true;

  function draw(newest) {
    exchanges = newest;
    const shown = exchanges.filter((x) => !service || x.service === service);
    const keep = new Set(shown.map((x) => x.seq));
    for (const [id, row] of rows) if (!keep.has(id)) { row.remove(); rows.delete(id); }
    // Newest on top: walk from the oldest and put each above the one before.
    let below = null;
    for (const exchange of [...shown].sort((a, b) => a.seq - b.seq)) {
      let row = rows.get(exchange.seq);
      if (!row) {
        row = makeRow(exchange, !isFirst);
        rows.set(exchange.seq, row);
      }
      updateRow(row, exchange);
      if (row.nextSibling !== below || row.parentNode !== list) list.insertBefore(row, below);
      below = row;
    }
    isFirst = false;
    document.querySelector("#traffic-count").textContent = exchanges.length;
    document.querySelector("#wire-empty").hidden = shown.length > 0;
    drawChips();
  }

  function drawChips() {
    const services = [...new Set(exchanges.map((x) => x.service))].sort();
    const signature = JSON.stringify([services, service, t("all")]);
    if (chips.dataset.signature === signature) return;
    chips.dataset.signature = signature;
    chips.hidden = services.length < 2;
    chips.replaceChildren(...[null, ...services].map((name) => {
      const chip = node("button", "chip", name ?? t("all"));
      chip.type = "button";
      chip.setAttribute("aria-pressed", name === service);
      chip.onclick = () => { service = name; draw(exchanges); };
      return chip;
    }));
  }

  function relabel() {
    for (const row of rows.values()) delete row.dataset.filled;
    if (exchanges.length) draw(exchanges);
  }

  return { draw, relabel };
}

function makeRow(exchange, isNew) {
  const row = node("li", isNew ? "exchange new" : "exchange");
  row.dataset.testid = "exchange";
  row.onanimationend = () => row.classList.remove("new");
  const head = node("button", "exchange-head");
  head.type = "button";
  head.setAttribute("aria-expanded", "false");
  const body = node("div", "exchange-body");
  body.hidden = true;
  head.onclick = () => {
    body.hidden = !body.hidden;
    head.setAttribute("aria-expanded", !body.hidden);
    if (!body.hidden) fillBody(row, row.exchange);
  };
  row.append(head, body);
  return row;
}

function updateRow(row, exchange) {
  row.exchange = exchange;
  const signature = `${exchange.status}|${exchange.repeats}`;
  if (row.dataset.signature !== signature) {
    row.dataset.signature = signature;
    const isInward = exchange.method.startsWith(">");
    const arrow = node("span", "arrow", isInward ? "←" : "→");
    const op = node("span", "op", opOf(exchange));
    if (exchange.repeats > 1) op.append(node("span", "times", ` ×${exchange.repeats}`));
    row.firstChild.replaceChildren(
      node("span", "at", exactTime(exchange.at_ms)), arrow,
      node("span", `service s-${exchange.service}`, exchange.service), op,
      node("span", `code ${tone(exchange.status)}`, exchange.status || "—"),
    );
    row.firstChild.title = lineOf(exchange);
    delete row.dataset.filled;
  }
  if (!row.lastChild.hidden) fillBody(row, exchange);
}

function fillBody(row, exchange) {
  if (row.dataset.filled) return;
  row.dataset.filled = "yes";
  row.lastChild.replaceChildren(
    node("p", "line-one", lineOf(exchange)),
    node("h3", "", t("request")), pretty(exchange.request),
    node("h3", "", t("response")), pretty(exchange.response),
  );
}

const lineOf = (exchange) => `${exchange.method.replace(">", "").trim()} ${exchange.path}`;

/** The last part of the path names what was asked; the rest is an address. */
function opOf(exchange) {
  const parts = exchange.path.split("?")[0].split("/").filter(Boolean);
  return exchange.method.startsWith(">") ? "webhook" : parts.at(-1) ?? exchange.path;
}

const tone = (status) => (!status ? "bad" : status < 300 ? "good" : status < 500 ? "odd" : "bad");

/** A body as text: JSON is indented and coloured, anything else stays as it is. */
function pretty(body) {
  const box = node("pre", "body");
  if (body == null || body === "") { box.textContent = t("noBody"); box.classList.add("none"); return box; }
  let text = body;
  if (typeof body === "string") {
    try { text = JSON.stringify(JSON.parse(body), null, 2); } catch { box.textContent = body; return box; }
  } else {
    text = JSON.stringify(body, null, 2);
  }
  const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?/g;
  let at = 0;
  for (const hit of text.matchAll(token)) {
    box.append(text.slice(at, hit.index));
    const kind = hit[2] ? "key" : hit[1] ? "str" : "num";
    box.append(node("span", kind, hit[1] ?? hit[0]), hit[2] ?? "");
    at = hit.index + hit[0].length;
  }
  box.append(text.slice(at));
  return box;
}
