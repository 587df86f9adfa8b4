// What went outside, beside the phones: requests and letters, each a view.

import { drawChoice, markNews } from "./choice.js";
import { createMailbox } from "./mailbox.js";
import { createTraffic } from "./traffic.js";
import { t } from "./words.js";

const FOLDED = "scx-traffic-folded";

/** `world` as the mailbox needs it. */
export function createAside(world) {
  const panel = document.querySelector(".traffic");
  const fold = document.querySelector("#fold");
  const narrowTab = document.querySelector("[data-tab=traffic]");
  const pages = { requests: document.querySelector("#requests"), mailbox: document.querySelector("#mailbox") };
  const traffic = createTraffic();
  const mailbox = createMailbox(world);
  let view = "requests";
  let state = null;
  let lookedAt = null;

  setFolded(localStorage.getItem(FOLDED) === "yes");
  fold.onclick = () => { setFolded(!panel.classList.contains("folded")); drawViews(); };

  function setFolded(isFolded) {
    panel.classList.toggle("folded", isFolded);
    fold.setAttribute("aria-expanded", !isFolded);
    localStorage.setItem(FOLDED, isFolded ? "yes" : "no");
  }

  function draw(next) {
    state = next;
    traffic.draw(state.exchanges);
    mailbox.draw(state.letters);
    drawViews();
  }

  function drawViews() {
    if (!state) return;
    for (const [id, page] of Object.entries(pages)) page.hidden = id !== view;
    const newest = state.letters[0]?.id ?? 0;
    const isOnScreen = pages.mailbox.getClientRects().length > 0;
    // What a page finds when it opens is no news.
    if (lookedAt === null || isOnScreen) lookedAt = newest;
    const news = newest > lookedAt && t("newLetter");
    const count = state.letters.length ? ` ${state.letters.length}` : "";
    const options = [{ id: "requests", name: t("requests"), testid: "view-requests" }, { id: "mailbox", name: t("mailbox") + count, testid: "view-mailbox", news }];
    drawChoice(document.querySelector("#views"), options, view, (id) => { view = id; drawViews(); });
    markNews(fold, panel.classList.contains("folded") && news, t("traffic"));
    markNews(narrowTab, news);
  }

  function relabel() {
    traffic.relabel();
    mailbox.relabel();
  }

  return { draw, relabel };
}
