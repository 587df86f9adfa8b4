// Plays the main story in the playground as people do: a seller turns a price
// list into a shop bot, a customer gets the right prices from it, and an admin
// approves the plan that the seller asks for.
//
//   node story.mjs http://127.0.0.1:8080 screenshots
//
// Names and prices are made up anew on every run, so no answer can have been
// prepared. Starts nothing but the browser; CHROMIUM names another program.

import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { randomInt } from "node:crypto";
import { chromium } from "playwright-core";

// Everything that depends on the page or on the bots' words.
const AT = {
  seller: "phone-seller", admin: "phone-admin", customer: "phone-customer", toSeller: "switch-seller", toAdmin: "switch-admin", start: "start", input: "input", send: "send", attach: "attach",
  message: "message", button: "button", key: "key", botfather: "botfather",
  fatherName: "botfather-name", fatherCreate: "botfather-create", fatherToken: "botfather-token",
  fatherSend: "botfather-send", meta: "meta", metaSend: "meta-send", metaWebhook: "meta-webhook", traffic: "traffic", exchange: "exchange",
  fromBot: ".theirs",
};
const SAYS = {
  uzbek: /^\W*(O.?zbek|uz$)/iu,
  activate: /Ishga tushirish|Activate|Включить|Активир|Запустить|Ишга тушириш/iu,
  activated: /ishga tushdi|ishlayapti|active|включ|актив|ишга тушди/iu,
  skip: /O.?tkazib|Keyinroq|Skip|Пропустить/iu,
  connected: /🟢/u,
  begin: /Ulashni boshlash/iu,
  callback: /Callback URL/u,
  plans: /Tariflar, bir oyga/u,
  sendRequest: /So.rov yuborish/u,
  requestWaits: /So.rovingiz ko.rib chiqilmoqda: Chat, Oylik/u,
  requests: /So.rovlar/u,
  request: /Tarif so.rovi[^]*Chat, Oylik/u,
  forMonth: /✅ Oylik/u,
  moneyIsHere: /Pul olindi/u,
  approvedBy: /Tasdiqladi: Otabek/u,
  approved: /So.rovingiz tasdiqlandi/u,
  news: /yangi xabar bor/u,
};
// How long a question that need not come (the e-mail) is waited for.
const GLANCE_MS = 2_500;
const PATIENCE_MS = Number(process.env.PATIENCE_MS ?? 45_000);

const [url, folder = "screenshots"] = process.argv.slice(2);
if (!url) {
  console.error("usage: node story.mjs URL [SCREENSHOT_FOLDER]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

// A price list nobody has seen before.

const one = (list) => list[randomInt(list.length)];
// Only letters that have one counterpart in the other script.
const CYRILLIC = { a: "а", b: "б", d: "д", f: "ф", g: "г", i: "и", k: "к", l: "л", m: "м", n: "н", o: "о", p: "п", r: "р", s: "с", t: "т", u: "у", v: "в", z: "з" };
const SYLLABLES = "ba da ga ka la ma na ra sa ta va za bi di li mi ni ri zi bo do lo mo no ro zo bu du lu mu nu ru zu".split(" ");
const toCyrillic = (word) => [...word].map((letter) => {
  const other = CYRILLIC[letter.toLowerCase()];
  return letter === letter.toLowerCase() ? other : other.toUpperCase();
}).join("");

function newName(taken) {
  for (;;) {
    const word = one(SYLLABLES) + one(SYLLABLES) + one(SYLLABLES) + one(["n", "r", "l", "s", "t"]);
    const name = word[0].toUpperCase() + word.slice(1);
    if (!taken.has(name)) { taken.add(name); return name; }
  }
}

function newPrice(taken) {
  for (;;) {
    const price = randomInt(24, 1_960) * 500;
    if (!taken.has(price)) { taken.add(price); return price; }
  }
}

function newPriceList() {
  const names = new Set();
  const prices = new Set();
  const goods = Array.from({ length: 14 }, () => ({ name: newName(names), price: newPrice(prices), left: randomInt(1, 90) }));
  const lines = goods.map(({ name, price, left }) => `${name},${price},${left}`);
  return { goods, csv: ["Mahsulot,Narxi (so'm),Qoldiq", ...lines, ""].join("\n") };
}

/** The price with any spacing between its digits, and no digit around it. */
const spelled = (price) => new RegExp(`(?<!\\d)${[...String(price)].join("[\\s.,'’]?")}(?!\\d)`, "u");

// Steps.

let passed = 0;
let failed = 0;
let page;

async function step(what, act) {
  if (failed) { failed += 1; console.log(`  --   ${what} (not reached)`); return; }
  const name = `${String(passed + 1).padStart(2, "0")}-${what.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}`;
  try {
    await act();
    passed += 1;
    console.log(`  ok   ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`  FAIL ${what}\n       ${String(error.message ?? error).replace(/\x1b\[\d+m/g, "").split("\n").slice(0, 6).join("\n       ")}`);
  }
  await page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => {});
}

function check(isTrue, otherwise) {
  if (!isTrue) throw new Error(otherwise);
}

/** One phone, as the person who holds it sees it. */
function phone(id) {
  const root = page.getByTestId(id);
  const fromBot = root.locator(`[data-testid=${AT.message}]${AT.fromBot}`);
  return {
    root,
    fromBot,
    button: (words) => root.getByTestId(AT.button).filter({ hasText: words }).last(),
    async write(text) {
      await root.getByTestId(AT.input).fill(text);
      await root.getByTestId(AT.input).press("Enter");
    },
    lastId: async () => Number(await root.getByTestId(AT.message).last().getAttribute("data-id").catch(() => 0)),
    /** Waits for a message of the bot, newer than `after`, with these words. */
    async hears(words, after = 0) {
      await page.waitForFunction(
        ({ id, message, from, after, source, flags }) => {
          const all = document.querySelectorAll(`[data-testid=${id}] [data-testid=${message}]${from}`);
          return [...all].some((el) => !(Number(el.dataset.id) <= after) && new RegExp(source, flags).test(el.innerText));
        },
        { id, message: AT.message, from: AT.fromBot, after, source: words.source, flags: words.flags },
        { timeout: PATIENCE_MS },
      ).catch(async () => {
        const seen = (await root.getByTestId(AT.message).allInnerTexts()).slice(-3).join(" | ");
        throw new Error(`waited for ${words}; the newest messages are: ${seen}`);
      });
    },
    /** Asks, and requires the price in an answer that came afterwards. */
    async asks(question, price) {
      const before = await this.lastId();
      await this.write(question);
      await this.hears(spelled(price), before);
    },
  };
}

function findChromium() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const places = (process.env.PATH ?? "").split(":").flatMap((place) => names.map((name) => join(place, name)));
  const isThere = (path) => { try { accessSync(path, constants.X_OK); return true; } catch { return false; } };
  const found = process.env.CHROMIUM ?? places.find(isThere);
  if (!found) throw new Error("no Chromium on the PATH; set CHROMIUM");
  return found;
}

// The story.

const list = newPriceList();
const [latin, cyrillic, russian, onWhatsApp, onInstagram] = list.goods.slice(3, 8);
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "uz-UZ" });
page.setDefaultTimeout(PATIENCE_MS);
const complaints = [];
page.on("pageerror", (error) => complaints.push(error.message));
page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
page.on("request", (request) => { if (!request.url().startsWith(new URL(url).origin)) complaints.push(`a request to ${request.url()}`); });

const seller = phone(AT.seller);
const admin = phone(AT.admin);
const customer = phone(AT.customer);
let token = "";

await step("the page opens with both phones", async () => {
  await page.goto(url);
  await seller.root.getByTestId(AT.start).waitFor();
  await customer.root.waitFor();
});
await step("the seller presses Start and is asked for a language", async () => {
  await seller.root.getByTestId(AT.start).click();
  await seller.button(SAYS.uzbek).waitFor();
});
await step("the seller chooses Uzbek and shares the contact", async () => {
  await seller.button(SAYS.uzbek).click();
  await seller.root.getByTestId(AT.key).first().waitFor();
  const before = await seller.lastId();
  await seller.root.getByTestId(AT.key).first().click();
  await seller.hears(/\S/u, before);
});
await step("the seller sends the price list and sees a preview of it", async () => {
  const file = { name: "narxlar.csv", mimeType: "text/csv", buffer: Buffer.from(list.csv) };
  await seller.root.getByTestId(AT.attach).setInputFiles(file);
  await seller.button(SAYS.activate).waitFor();
  await seller.hears(new RegExp(list.goods[0].name, "u"));
});
await step("the seller activates it", async () => {
  await seller.button(SAYS.activate).click();
  await seller.root.getByTestId(AT.button).filter({ hasText: SAYS.activate }).first().waitFor({ state: "detached" });
  await seller.hears(SAYS.activated);
  const skip = seller.button(SAYS.skip);
  const isAsked = await skip.waitFor({ timeout: GLANCE_MS }).then(() => true, () => false);
  if (isAsked) await skip.click();
});
await step("the seller creates a bot at BotFather", async () => {
  await seller.root.getByTestId(AT.botfather).click();
  await page.getByTestId(AT.fatherName).fill(`${newName(new Set())} do'koni`);
  await page.getByTestId(AT.fatherCreate).click();
  await page.getByTestId(AT.fatherToken).waitFor();
  token = (await page.getByTestId(AT.fatherToken).innerText()).trim();
  check(/^\d+:[\w-]{30,}$/.test(token), `"${token}" is no token`);
});
await step("the seller pastes the token and the bot is connected", async () => {
  const before = await seller.lastId();
  await page.getByTestId(AT.fatherSend).click();
  await seller.hears(SAYS.connected, before);
});
await step("the token is nowhere on the page any more", async () => {
  const isGone = (secret) => !document.documentElement.outerHTML.includes(secret);
  await page.waitForFunction(isGone, token.split(":")[1]);
  const state = await page.evaluate(async () => (await fetch("/api/state")).text());
  check(!state.includes(token.split(":")[1]), "the state of the page still carries the token");
});
await step("a customer opens the shop bot", async () => {
  await customer.root.getByTestId(AT.start).click();
  await customer.hears(/\S/u);
});
await step(`asked in Uzbek Latin, the bot knows the price of ${latin.name}`, () =>
  customer.asks(`Assalomu alaykum, ${latin.name} qancha turadi?`, latin.price));
await step(`asked in Uzbek Cyrillic, the bot knows the price of ${cyrillic.name}`, () =>
  customer.asks(`Ассалому алайкум, ${toCyrillic(cyrillic.name)} қанча туради?`, cyrillic.price));
await step(`asked in Russian, the bot knows the price of ${russian.name}`, () =>
  customer.asks(`Здравствуйте, сколько стоит ${toCyrillic(russian.name)}?`, russian.price));
await step("the seller opens the conversation and sees what was asked", async () => {
  const before = await seller.lastId();
  await seller.write("/chats");
  await seller.hears(/Suhbatlar|suhbatlar/u, before);
  await seller.button(/^TG /u).click();
  await seller.hears(new RegExp(toCyrillic(russian.name).slice(0, 4), "u"));
});
await step("what the seller writes there reaches the customer", async () => {
  const before = await customer.lastId();
  await seller.button("Yozish").click();
  await seller.hears(/uchun xabaringizni yozing/u);
  await seller.write("Sizga bitta choy sovg‘a!");
  await customer.hears(/bitta choy sovg‘a/u, before);
});
await step("the seller counts the day", async () => {
  const before = await seller.lastId();
  await seller.write("/stats");
  await seller.hears(/Mijozlar yozdi: 3/u, before);
});
await step("the seller asks for a plan", async () => {
  await seller.write("/plan");
  await seller.hears(SAYS.plans);
  await seller.button(/^Chat$/u).click();
  await seller.button(SAYS.sendRequest).click();
  await seller.hears(SAYS.requestWaits);
});
await step("the admin starts the admin bot and opens the request", async () => {
  await seller.root.getByTestId(AT.toAdmin).click();
  await admin.root.getByTestId(AT.start).click();
  await admin.button(SAYS.requests).click();
  await admin.button(/^1$/u).click();
  await admin.hears(SAYS.request);
});
await step("the admin approves it for a month", async () => {
  await admin.button(SAYS.forMonth).click();
  await admin.button(SAYS.moneyIsHere).click();
  await admin.hears(SAYS.approvedBy);
});
await step("the switcher tells that the seller has an answer, which is the approval", async () => {
  await admin.root.getByRole("radio", { name: SAYS.news }).waitFor();
  await admin.root.getByTestId(AT.toSeller).click();
  await seller.fromBot.filter({ hasText: SAYS.approved }).last().waitFor();
  check(await seller.root.getByRole("radio", { name: SAYS.news }).count() === 0, "what was looked at is still marked as new");
});
await step("the seller asks the team for help", async () => {
  const before = await seller.lastId();
  await seller.write("/support");
  await seller.hears(/Jamoamiz shu yerda javob beradi/u, before);
  await seller.write("Botim sekin javob beryapti");
  await seller.hears(/Qabul qilindi: № 1/u, before);
});
await step("the admin replies and the answer comes back", async () => {
  await seller.root.getByTestId(AT.toAdmin).click();
  await admin.hears(/Botim sekin javob beryapti/u);
  await admin.write("/tickets");
  await admin.button("№ 1").click();
  await admin.hears(/Yozganingiz hamkorga boradi/u);
  await admin.write("Tekshirdik, endi tez ishlayapti");
  await admin.hears(/🛟 Otabek/u);
  await admin.root.getByTestId(AT.toSeller).click();
  await seller.hears(/murojaatingizga javob[^]*Tekshirdik, endi tez ishlayapti/u);
});
for (const [id, name, product] of [["whatsapp", "WhatsApp", onWhatsApp], ["instagram", "Instagram", onInstagram]]) {
  await step(`the seller connects ${name} with the values of Meta's pages`, async () => {
    await seller.write("/channels");
    await seller.button(name).click();
    await seller.button(SAYS.begin).click();
    await seller.root.getByTestId(AT.meta).click();
    await page.getByTestId("meta-dialog").getByTestId(`messenger-${id}`).click();
    const values = page.getByTestId(AT.metaSend);
    for (let place = 0; place < await values.count(); place += 1) {
      const before = await seller.lastId();
      await values.nth(place).click();
      await seller.hears(/\S/u, before);
    }
    await seller.hears(SAYS.callback);
    await page.getByTestId(AT.metaWebhook).click();
    await page.locator("#meta-told").filter({ hasText: /Webhook ulandi/u }).waitFor();
    await page.keyboard.press("Escape");
  });
  await step(`asked on ${name}, the same knowledge answers the price of ${product.name}`, async () => {
    await customer.root.getByTestId(`messenger-${id}`).click();
    const other = phone(`phone-${id}`);
    await other.write(`Assalomu alaykum, ${product.name} qancha turadi?`);
    await other.hears(spelled(product.price));
    await other.root.getByTestId("messenger-customer").click();
  });
}
await step("the panel shows the requests behind the answers", async () => {
  const row = page.getByTestId(AT.traffic).getByTestId(AT.exchange).filter({ hasText: /sendMessage/i }).first();
  await row.getByRole("button").first().click();
  check(/chat_id/.test(await row.innerText()), "the opened request shows no body");
});
await step("the page reported no error and asked nobody else", async () => {
  check(complaints.length === 0, complaints.join("\n"));
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
