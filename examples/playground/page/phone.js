// One phone: the chat with one bot, and everything a person can do in it.

import { readChat } from "./chat.js";
import { createLog } from "./log.js";
import { icon, node, paintAvatar } from "./nodes.js";
import { placeOf } from "./places.js";
import { clockTime, t } from "./words.js";

/** `world` gives the phone `post(path, body)`, `openFather()` and `openMeta()`. */
export function createPhone(id, world) {
  const element = document.querySelector("#phone").content.firstElementChild.cloneNode(true);
  const find = (selector) => element.querySelector(selector);
  element.dataset.testid = `phone-${id}`;
  const isSeller = id === "seller";
  // Meta's messengers have no commands, files or edits here.
  const isTelegram = ["seller", "admin", "customer"].includes(id);
  const role = isTelegram ? id : "customer";
  const address = isTelegram ? `/api/phones/${id}` : `/api/meta/${id}`;
  element.dataset.tabPage = placeOf(id);
  const input = find("textarea");
  const file = find("input[type=file]");
  const draft = { editing: null };
  let view = null;
  let toastTimer = 0;
  let seenToast = null;
  let drawn = "";

  const log = createLog(element, {
    tap: (message, data) => send("tap", { message_id: message, data }),
    run: (text) => send("text", { text }),
    edit: isTelegram ? startEditing : null,
    copied: () => toast(t("copied")),
  });

  /** Sends what the person did; a refusal is shown on the phone itself. */
  async function send(what, body) {
    try { await world.post(`${address}/${what}`, body); return true; } catch (error) { toast(error.message); return false; }
  }

  function draw(told, nowMs) {
    const phone = { ...told, chat: told.chat && readChat(told.chat, nowMs, told.title) };
    if (view?.bot?.id !== phone.bot?.id) { seenToast = null; log.restart(); }
    view = phone;
    find(".status-time").textContent = clockTime(nowMs);
    log.draw(phone.chat?.messages ?? []);
    const signature = JSON.stringify([phone.title, phone.bot, phone.is_connected, phone.chat?.is_typing, phone.chat?.keys, phone.chat?.commands, log.size() === 0, t("bot")]);
    if (signature !== drawn) { drawn = signature; drawFrame(phone); }
    drawToast(phone.chat?.toast);
  }

  function drawFrame(phone) {
    const { bot, chat } = phone;
    element.setAttribute("aria-label", isTelegram ? t(role) : `${t(role)}, ${id}`);
    find(".role").textContent = t(role);
    find(".person").textContent = phone.title;
    find(".doors").hidden = !isSeller;
    find(".peer-name").textContent = bot ? bot.name : t("noShop");
    paintAvatar(find(".peer .avatar"), bot ? bot.name : "");
    find(".peer .avatar").classList.toggle("blank", !bot);
    const sub = find(".peer-sub");
    sub.classList.toggle("typing", Boolean(chat?.is_typing));
    sub.replaceChildren(...(chat?.is_typing ? [t("typing"), node("i"), node("i"), node("i")] : [bot?.handle ?? ""]));
    for (const control of find(".compose").elements) control.disabled = !bot;
    find(".slash").hidden = !chat?.commands?.length;
    find(".clip").hidden = !isTelegram;
    drawKeys(chat?.keys);
    drawEmpty(phone);
    closeCommands();
  }

  function drawEmpty({ bot, chat, is_connected: isConnected }) {
    const empty = find(".empty");
    empty.hidden = Boolean(chat?.messages?.length);
    if (empty.hidden) { empty.replaceChildren(); return; }
    if (!isTelegram) {
      const picture = node("span", "avatar huge");
      paintAvatar(picture, bot.name);
      const words = isConnected ? [bot.name, t("pressWrite")] : [t("notLinked"), t("notLinkedWhy")];
      empty.replaceChildren(picture, node("p", "empty-name", words[0]), node("p", "empty-lead", words[1]));
      return;
    }
    const lead = node("p", "empty-lead", bot ? t("pressStart") : t("noShopWhy"));
    const button = node("button", "primary big", bot ? t("start") : t("fatherCreate"));
    button.type = "button";
    button.dataset.testid = bot ? "start" : "botfather";
    button.onclick = bot ? () => send("text", { text: "/start" }) : world.openFather;
    const picture = node("span", "avatar huge");
    if (bot) paintAvatar(picture, bot.name); else picture.append(icon("shop"));
    empty.replaceChildren(picture, node("p", "empty-name", bot ? bot.name : t("noShop")), lead, button);
  }

  function drawKeys(keys) {
    const box = find(".keys");
    box.hidden = !keys?.length;
    box.replaceChildren(...(keys ?? []).map((row) => {
      const line = node("div", "key-row");
      line.append(...row.map((key) => {
        const button = node("button", "key", key.label);
        button.type = "button";
        button.dataset.testid = "key";
        if (key.request_contact) button.prepend(icon("person"));
        button.onclick = () => { log.stick(); send("key", { label: key.label }); };
        return button;
      }));
      return line;
    }));
  }

  function drawToast(latest) {
    const isNew = seenToast !== null && latest && latest.seq !== seenToast;
    seenToast = latest?.seq ?? 0;
    if (isNew && latest.text) toast(latest.text, latest.is_alert);
  }

  function toast(text, isAlert = false) {
    const box = find(".toast");
    clearTimeout(toastTimer);
    box.replaceChildren(node("span", "", text));
    box.classList.toggle("alert", isAlert);
    box.hidden = false;
    if (!isAlert) { toastTimer = setTimeout(() => { box.hidden = true; }, 3200); return; }
    const ok = node("button", "soft small", t("ok"));
    ok.type = "button";
    ok.onclick = () => { box.hidden = true; };
    box.append(ok);
    ok.focus();
  }

  // Writing.

  function grow() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 132)}px`;
    element.classList.toggle("has-text", input.value.trim() !== "");
  }

  async function submit() {
    const text = input.value.trim();
    if (!text) return;
    const edited = draft.editing;
    stopEditing();
    input.value = "";
    grow();
    log.stick();
    const isDone = edited ? await send("edit", { message_id: edited, text }) : await send("text", { text });
    if (!isDone && !input.value) { input.value = text; grow(); }
  }

  function startEditing(message) {
    draft.editing = message.id;
    find(".editing").hidden = false;
    find(".editing span").textContent = t("editing");
    input.value = message.text;
    input.focus();
    grow();
  }

  function stopEditing() {
    draft.editing = null;
    find(".editing").hidden = true;
  }

  find(".editing button").onclick = () => { stopEditing(); input.value = ""; grow(); input.focus(); };
  find(".compose").onsubmit = (event) => { event.preventDefault(); submit(); };
  input.oninput = () => { grow(); if (input.value === "/") openCommands(); else closeCommands(); };
  input.onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
    if (event.key === "Escape") { closeCommands(); if (draft.editing) find(".editing button").click(); }
    if (event.key === "ArrowUp" && !input.value && isTelegram) {
      const last = log.lastMine();
      if (last) { event.preventDefault(); startEditing(last); }
    }
  };

  // Commands.

  function openCommands() {
    const box = find(".commands");
    box.replaceChildren(...(view?.chat?.commands ?? []).map((command) => {
      const row = node("button", "command-row");
      row.type = "button";
      row.append(node("b", "", `/${command.command}`), node("span", "", command.description));
      row.onclick = () => { closeCommands(); input.value = ""; grow(); log.stick(); send("text", { text: `/${command.command}` }); };
      return row;
    }));
    box.hidden = !box.childElementCount;
    find(".slash").setAttribute("aria-expanded", !box.hidden);
  }

  function closeCommands() {
    find(".commands").hidden = true;
    find(".slash").setAttribute("aria-expanded", "false");
  }

  find(".slash").onclick = () => { if (find(".commands").hidden) { openCommands(); find(".command-row")?.focus(); } else closeCommands(); };
  find(".commands").onkeydown = (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (step) { event.preventDefault(); document.activeElement[step]?.focus(); }
    if (event.key === "Escape") { closeCommands(); input.focus(); }
  };
  element.addEventListener("focusin", (event) => { if (!event.target.closest(".commands, .slash, textarea")) closeCommands(); });

  // Files.

  async function upload(files) {
    for (const one of files) {
      const form = new FormData();
      form.append("file", one, one.name);
      element.classList.add("uploading");
      log.stick();
      await send("document", form);
      element.classList.remove("uploading");
    }
  }

  find(".clip").onclick = () => file.click();
  file.onchange = async () => { const files = [...file.files]; await upload(files); file.value = ""; };
  let depth = 0;
  const carriesFile = (event) => isTelegram && view?.bot && [...(event.dataTransfer?.types ?? [])].includes("Files");
  element.ondragenter = (event) => { if (carriesFile(event)) { event.preventDefault(); depth += 1; element.classList.add("dropping"); } };
  element.ondragover = (event) => { if (carriesFile(event)) event.preventDefault(); };
  element.ondragleave = () => { depth = Math.max(0, depth - 1); if (!depth) element.classList.remove("dropping"); };
  element.ondrop = (event) => {
    depth = 0;
    element.classList.remove("dropping");
    if (carriesFile(event)) { event.preventDefault(); upload([...event.dataTransfer.files]); }
  };
  input.onpaste = (event) => { if (isTelegram && event.clipboardData.files.length) { event.preventDefault(); upload([...event.clipboardData.files]); } };

  find(".father-open").onclick = world.openFather;
  find(".meta-open").onclick = world.openMeta;

  return { element, draw, toast, shown: log.stick, relabel: () => { drawn = ""; log.relabel(); } };
}
