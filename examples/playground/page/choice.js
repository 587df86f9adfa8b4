// One of a few: a row of buttons that the arrow keys walk through.

import { node } from "./nodes.js";

/**
 * Draws the options of a radiogroup or a tablist: `id`, `name`, `testid`, and
 * `news`, words for what waits there. Buttons that are there stay, so that a
 * focused one stays focused. `choose` is called with the id.
 */
export function drawChoice(box, options, chosen, choose) {
  const ids = options.map(({ id }) => id).join(" ");
  if (box.dataset.ids !== ids) {
    box.dataset.ids = ids;
    box.replaceChildren(...options.map(() => node("button")));
  }
  const isTabs = box.getAttribute("role") === "tablist";
  for (const [place, { id, name, testid, news }] of options.entries()) {
    const button = box.children[place];
    button.type = "button";
    if (testid) button.dataset.testid = testid;
    if (button.textContent !== name) button.textContent = name;
    button.setAttribute("role", isTabs ? "tab" : "radio");
    button.setAttribute(isTabs ? "aria-selected" : "aria-checked", id === chosen);
    button.tabIndex = id === chosen ? 0 : -1;
    button.onclick = () => choose(id);
    button.onkeydown = (event) => walk(event, [...box.children]);
    markNews(button, news);
  }
}

/** Arrow keys choose the neighbour and take the focus along. */
export function walk(event, buttons) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = buttons.at((buttons.indexOf(event.currentTarget) + step) % buttons.length);
  next.focus();
  next.click();
}

/** A dot on a button behind which something new waits, and words for those who do not see it. */
export function markNews(button, words, name = button.textContent) {
  button.classList.toggle("news", Boolean(words));
  if (words) button.setAttribute("aria-label", `${name}, ${words}`);
  else button.removeAttribute("aria-label");
}
