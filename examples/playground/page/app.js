// Starts the page: keeps the state fresh and draws what changed.

import { createAside } from "./aside.js";
import { walk } from "./choice.js";
import { createMeta } from "./meta.js";
import { node } from "./nodes.js";
import { createPhone } from "./phone.js";
import { createPlaces } from "./places.js";
import { chooseLanguage, clockTime, currentLanguage, dayName, label, t, weekday, year } from "./words.js";

const $ = (selector) => document.querySelector(selector);
const phones = new Map();
let state = null;
let isFetching = false;
let isStale = false;
let isPlaying = false;
let typingTimer = 0;
const places = createPlaces(phones, draw);
const aside = createAside({
  partnerBot: () => state?.phones.find(({ id }) => id === "seller")?.bot?.handle.slice(1),
  startBot: (word) => sayAsSeller(`/start ${word}`),
});
const meta = createMeta({ post, phones: () => state?.phones ?? [] });

/** Calls the server; a refusal becomes an Error with the server's words. */
async function post(path, body) {
  const isForm = body instanceof FormData;
  const answer = await fetch(path, {
    method: "POST",
    headers: isForm ? {} : { "content-type": "application/json" },
    body: isForm ? body : JSON.stringify(body ?? {}),
  });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(json.error ?? t("failed"));
  refresh();
  return json;
}

/** Reads the state; calls that come while one is under way end in one more. */
async function refresh() {
  if (isFetching) { isStale = true; return; }
  isFetching = true;
  do {
    isStale = false;
    try {
      const answer = await fetch("/api/state");
      if (!answer.ok) throw new Error(String(answer.status));
      state = await answer.json();
      draw();
    } catch {
      $("#lost").hidden = false;
      break;
    }
  } while (isStale);
  isFetching = false;
}

function draw() {
  if (!state) return;
  $("#lost").hidden = true;
  const time = $("[data-testid=clock]");
  const now = state.now_ms;
  time.replaceChildren(node("span", "long", `${weekday(now)}, `), dayName(now), node("span", "long", ` ${year(now)}`), `, ${clockTime(now)}`);
  time.dateTime = new Date(now).toISOString();
  for (const phone of state.phones) {
    if (!phones.has(phone.id)) addPhone(phone.id);
    phones.get(phone.id).draw(phone, now);
  }
  awaitTypingEnd();
  places.draw(state.phones);
  aside.draw(state);
  markPlaying(isPlaying || state.is_playing);
}

/** "typing" ends by itself, without any change that would tell the page. */
function awaitTypingEnd() {
  clearTimeout(typingTimer);
  const ends = state.phones.map((phone) => (phone.chat?.typing_until_ms ?? 0) - state.now_ms);
  const next = Math.min(...ends.filter((left) => left > 0));
  if (Number.isFinite(next)) typingTimer = setTimeout(refresh, Math.max(next, 250));
}

function addPhone(id) {
  const phone = createPhone(id, { post, openFather, openMeta: meta.open });
  phones.set(id, phone);
  $("#phones").append(phone.element);
  label(phone.element);
  places.arrange();
}

async function sayAsSeller(text) {
  places.show("seller");
  try { await post("/api/phones/seller/text", { text }); } catch (error) { notify(error.message); }
}

function listen() {
  const events = new EventSource("/api/events");
  events.onmessage = refresh;
  events.onopen = refresh;
  events.onerror = () => { $("#lost").hidden = false; };
}

// The bar.

function markPlaying(isOn) {
  const button = $("#show-me");
  button.disabled = isOn;
  button.classList.toggle("busy", isOn);
  button.querySelector("span").textContent = t(isOn ? "playing" : "showMe");
  button.setAttribute("aria-label", t(isOn ? "playing" : "showMe"));
}

$("#show-me").onclick = async () => {
  isPlaying = true;
  markPlaying(true);
  for (const id of ["seller", "customer"]) places.choose(id);
  try { await post("/api/story"); } catch (error) { notify(error.message); }
  isPlaying = false;
  refresh();
};

for (const button of document.querySelectorAll("[data-advance]")) {
  button.onclick = async () => {
    button.classList.add("busy");
    try { await post("/api/clock", { advance_ms: Number(button.dataset.advance) }); } catch (error) { notify(error.message); }
    button.classList.remove("busy");
  };
}

const languages = [...document.querySelectorAll("[data-lang]")];
for (const button of languages) {
  button.onclick = () => speak(button.dataset.lang);
  button.onkeydown = (event) => walk(event, languages);
}

function speak(code) {
  chooseLanguage(code);
  document.documentElement.lang = code;
  for (const button of languages) {
    button.setAttribute("aria-checked", button.dataset.lang === code);
    button.tabIndex = button.dataset.lang === code ? 0 : -1;
  }
  label(document);
  for (const phone of phones.values()) phone.relabel();
  aside.relabel();
  draw();
}

// BotFather.

const father = $("#botfather");

function openFather() {
  $("#father-done").hidden = true;
  $("#father-form").hidden = false;
  $("#father-name").value = t("fatherDefault");
  father.showModal();
  $("#father-name").select();
}

$("#father-form").onsubmit = async (event) => {
  event.preventDefault();
  try {
    const bot = await post("/api/botfather", { name: $("#father-name").value.trim() });
    $("#father-username").textContent = `@${bot.username}`;
    $("#father-token").textContent = bot.token;
    $("#father-form").hidden = true;
    $("#father-done").hidden = false;
    $("#father-send").focus();
  } catch (error) { notify(error.message); }
};

$("#father-copy").onclick = async () => {
  const span = $("#father-copy span");
  await copy($("#father-token").textContent);
  span.textContent = t("copied");
  setTimeout(() => { span.textContent = t("copy"); }, 1500);
};

$("#father-send").onclick = async () => {
  const token = $("#father-token").textContent;
  father.close();
  await sayAsSeller(token);
};

father.onclose = () => { $("#father-token").textContent = ""; };
father.onclick = (event) => { if (event.target === father) father.close(); };

/** Copies a text; the older way serves pages without the clipboard right. */
async function copy(text) {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

function notify(text) {
  places.current()?.toast(text);
}

speak(currentLanguage());
places.arrange();
listen();
// The product's clock also moves by itself; once in a while is enough for minutes.
setInterval(() => { if (!document.hidden) refresh(); }, 15_000);
