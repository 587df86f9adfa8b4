// Meta's pages for sellers: values to copy, and where a webhook is pasted.

import { drawChoice } from "./choice.js";
import { icon, node } from "./nodes.js";
import { t } from "./words.js";

/** What the customer's phone has, by the phone's id. */
export const MESSENGERS = { customer: "Telegram", whatsapp: "WhatsApp", instagram: "Instagram" };

/** `world` gives `post(path, body)` and `phones()`, the state of the phones. */
export function createMeta(world) {
  const dialog = document.querySelector("#meta");
  const find = (selector) => dialog.querySelector(selector);
  let product = "whatsapp";

  function draw() {
    const phones = world.phones().filter((phone) => phone.values);
    const phone = phones.find(({ id }) => id === product);
    const options = phones.map(({ id }) => ({ id, name: MESSENGERS[id], testid: `messenger-${id}` }));
    drawChoice(find("#meta-products"), options, product, (id) => { product = id; draw(); });
    find("#meta-values").replaceChildren(...(phone?.values ?? []).map(row));
    say(phone?.is_connected ? t("metaDone") : "");
  }

  function row({ name, value }) {
    const line = node("li");
    const send = node("button", "icon");
    send.type = "button";
    send.dataset.testid = "meta-send";
    send.title = t("fatherSend");
    send.setAttribute("aria-label", `${name}: ${t("fatherSend")}`);
    send.append(icon("send"));
    send.onclick = () => act(async () => {
      await world.post("/api/phones/seller/text", { text: value });
      line.classList.add("sent");
      return `${name}: ${t("sent")}`;
    });
    line.append(node("b", "", name), node("code", "", value), send);
    return line;
  }

  async function act(what) {
    try { say(await what()); } catch (error) { say(error.message); }
  }

  function say(text) { find("#meta-told").textContent = text; }

  find("#meta-webhook").onclick = () => act(async () => {
    await world.post(`/api/meta/${product}/webhook`);
    return t("metaDone");
  });
  dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); };
  // The values are secrets: they are on the page only while it is open.
  dialog.onclose = () => find("#meta-values").replaceChildren();

  return { open: () => { draw(); dialog.showModal(); } };
}
