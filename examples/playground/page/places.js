// Where the phones stand. A place shows one phone at a time, a switcher in its
// caption leads to the others; on a narrow screen the places are tabs.

import { drawChoice, markNews } from "./choice.js";
import { MESSENGERS } from "./meta.js";
import { t } from "./words.js";

const PLACES = { seller: ["seller", "admin"], customer: Object.keys(MESSENGERS) };

export const placeOf = (id) => Object.keys(PLACES).find((place) => PLACES[place].includes(id));

/** `phones` by id; `redraw` is called when other phones are to be seen. */
export function createPlaces(phones, redraw) {
  const chosen = { seller: "seller", customer: "customer" };
  const tabs = [...document.querySelectorAll("[data-tab]")];
  /** Per phone the bot's messages that were looked at. */
  const known = new Map();
  const news = new Set();
  let tab = "seller";

  function arrange() {
    for (const [id, phone] of phones) phone.element.hidden = chosen[placeOf(id)] !== id;
    for (const one of tabs) one.setAttribute("aria-selected", one.dataset.tab === tab);
    for (const page of document.querySelectorAll("[data-tab-page]")) page.classList.toggle("shown", page.dataset.tabPage === tab);
  }

  /** Brings a phone to the front of its place. */
  function choose(id) {
    const place = placeOf(id);
    const before = phones.get(chosen[place])?.element;
    // Each phone has a switcher of its own; the focus goes on in the next one.
    const hadFocus = before?.querySelector(".switcher").contains(document.activeElement);
    chosen[place] = id;
    arrange();
    redraw();
    phones.get(id)?.shown();
    if (hadFocus) phones.get(id)?.element.querySelector(".switcher [aria-checked=true]")?.focus();
  }

  function showTab(id) {
    tab = id;
    arrange();
    redraw();
    phones.get(chosen[id])?.shown();
  }

  /** Notes what came, and marks where it waits. */
  function draw(told) {
    for (const phone of told) note(phone);
    for (const [place, ids] of Object.entries(PLACES)) {
      const options = ids.filter((id) => phones.has(id)).map(optionOf);
      for (const { id } of options) drawSwitcher(phones.get(id).element, place, options);
      markNews(tabs.find((one) => one.dataset.tab === place), ids.some((id) => news.has(id)) && t("news"));
    }
  }

  function note({ id, bot, chat }) {
    const arrived = (chat?.messages ?? []).filter((message) => message.from_bot).map((message) => `${bot?.id} ${message.id}`);
    const looked = known.get(id);
    const isOnScreen = phones.get(id).element.getClientRects().length > 0;
    // What a page finds when it opens is no news.
    if (!looked || isOnScreen) known.set(id, new Set(arrived));
    const isNews = !isOnScreen && looked && arrived.some((message) => !looked.has(message));
    if (isNews) news.add(id); else news.delete(id);
  }

  function optionOf(id) {
    const isMessenger = id in MESSENGERS;
    return { id, name: isMessenger ? MESSENGERS[id] : t(id), testid: `${isMessenger ? "messenger" : "switch"}-${id}`, news: news.has(id) && t("news") };
  }

  function drawSwitcher(phone, place, options) {
    const box = phone.querySelector(".switcher");
    box.setAttribute("aria-label", t(place === "seller" ? "whose" : "messengers"));
    drawChoice(box, options, chosen[place], choose);
  }

  for (const one of tabs) one.onclick = () => showTab(one.dataset.tab);

  return {
    arrange,
    choose,
    draw,
    /** Brings a phone to the front, on a narrow screen too. */
    show: (id) => { choose(id); showTab(placeOf(id)); },
    /** The phone that a person looks at. */
    current: () => phones.get(chosen[tab] ?? chosen.seller),
  };
}
