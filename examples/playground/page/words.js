// The page's own labels. The bots' texts come from the product, never from here.

const WORDS = {
  uz: {
    tagline: "sinov maydoni", clock: "Mahsulot soati", plus1h: "+1 soat", plus3d: "+3 kun", plus54h: "+54 soat",
    pageLanguage: "Sahifa tili", showMe: "Koʻrsatib bering", playing: "Koʻrsatilmoqda", seller: "Sotuvchi", customer: "Xaridor",
    traffic: "Tashqi aloqalar", trafficWhy: "Haqiqiy mahsulot tashqi xizmatlarga yuborgan har bir soʻrov. Tayyor javoblar yoʻq.",
    trafficEmpty: "Hozircha soʻrov yoʻq", services: "Xizmatlar", all: "Hammasi", request: "Soʻrov", response: "Javob", noBody: "boʻsh",
    close: "Yopish", copy: "Nusxalash", copied: "Nusxalandi", cancel: "Bekor qilish", commands: "Buyruqlar", attach: "Fayl biriktirish",
    send: "Yuborish", message: "Xabar", dropHere: "Faylni shu yerga tashlang", editing: "Xabarni tahrirlash", edited: "tahrirlangan",
    typing: "yozmoqda", bot: "bot", start: "Boshlash", pressStart: "Suhbatni boshlash uchun tugmani bosing", newest: "Eng yangi xabarlar",
    noShop: "Doʻkon boti hali yoʻq", noShopWhy: "Sotuvchi BotFather’da bot yaratib, tokenini hamkor botga yuboradi.",
    fatherLead: "Bu yerda sotuvchi oʻz doʻkoni uchun bot yaratadi.", fatherName: "Bot nomi", fatherCreate: "Bot yaratish",
    fatherDone: "Bot tayyor:", fatherSend: "Hamkor botga yuborish", fatherDefault: "Bahor doʻkoni", ok: "Tushunarli",
    messengers: "Messenjerlar", metaLead: "Bot soʻragan qiymatlarni shu yerdan bittalab yuboring, keyin webhookni ulang.", metaWebhook: "Webhookni ulash", metaDone: "Webhook ulandi", notLinked: "Hali ulanmagan", notLinkedWhy: "Sotuvchi buni hamkor botda ulaydi: Kanallar boʻlimi.", pressWrite: "Doʻkonga birinchi boʻlib yozing", sent: "Yuborildi",
    admin: "Admin", whose: "Telefon egasi", news: "yangi xabar bor", requests: "Soʻrovlar", mailbox: "Pochta", newLetter: "yangi xat bor",
    mailWhy: "Mahsulot pochta orqali yuborgan har bir xat. Xatlar shu kompyuterdan tashqariga chiqmaydi.", mailEmpty: "Hozircha xat yoʻq",
    letterTo: "Kimga", noSubject: "Mavzusiz", plainText: "Faqat matn", links: "Havolalar", openInBot: "Botda ochish", unsubscribe: "Obunani bekor qilish",
    lost: "Aloqa uzildi. Qayta ulanmoqda…", contact: "Kontakt", failed: "Amal bajarilmadi",
  },
  "uz-Cyrl": {
    tagline: "синов майдони", clock: "Маҳсулот соати", plus1h: "+1 соат", plus3d: "+3 кун", plus54h: "+54 соат",
    pageLanguage: "Саҳифа тили", showMe: "Кўрсатиб беринг", playing: "Кўрсатилмоқда", seller: "Сотувчи", customer: "Харидор",
    traffic: "Ташқи алоқалар", trafficWhy: "Ҳақиқий маҳсулот ташқи хизматларга юборган ҳар бир сўров. Тайёр жавоблар йўқ.",
    trafficEmpty: "Ҳозирча сўров йўқ", services: "Хизматлар", all: "Ҳаммаси", request: "Сўров", response: "Жавоб", noBody: "бўш",
    close: "Ёпиш", copy: "Нусхалаш", copied: "Нусхаланди", cancel: "Бекор қилиш", commands: "Буйруқлар", attach: "Файл бириктириш",
    send: "Юбориш", message: "Хабар", dropHere: "Файлни шу ерга ташланг", editing: "Хабарни таҳрирлаш", edited: "таҳрирланган",
    typing: "ёзмоқда", bot: "бот", start: "Бошлаш", pressStart: "Суҳбатни бошлаш учун тугмани босинг", newest: "Энг янги хабарлар",
    noShop: "Дўкон боти ҳали йўқ", noShopWhy: "Сотувчи BotFather’да бот яратиб, токенини ҳамкор ботга юборади.",
    fatherLead: "Бу ерда сотувчи ўз дўкони учун бот яратади.", fatherName: "Бот номи", fatherCreate: "Бот яратиш",
    fatherDone: "Бот тайёр:", fatherSend: "Ҳамкор ботга юбориш", fatherDefault: "Баҳор дўкони", ok: "Тушунарли",
    messengers: "Мессенжерлар", metaLead: "Бот сўраган қийматларни шу ердан битталаб юборинг, кейин webhookни уланг.", metaWebhook: "Webhookни улаш", metaDone: "Webhook уланди", notLinked: "Ҳали уланмаган", notLinkedWhy: "Сотувчи буни ҳамкор ботда улайди: Каналлар бўлими.", pressWrite: "Дўконга биринчи бўлиб ёзинг", sent: "Юборилди",
    admin: "Админ", whose: "Телефон эгаси", news: "янги хабар бор", requests: "Сўровлар", mailbox: "Почта", newLetter: "янги хат бор",
    mailWhy: "Маҳсулот почта орқали юборган ҳар бир хат. Хатлар шу компьютердан ташқарига чиқмайди.", mailEmpty: "Ҳозирча хат йўқ",
    letterTo: "Кимга", noSubject: "Мавзусиз", plainText: "Фақат матн", links: "Ҳаволалар", openInBot: "Ботда очиш", unsubscribe: "Обунани бекор қилиш",
    lost: "Алоқа узилди. Қайта уланмоқда…", contact: "Контакт", failed: "Амал бажарилмади",
  },
  ru: {
    tagline: "песочница", clock: "Часы продукта", plus1h: "+1 ч", plus3d: "+3 дня", plus54h: "+54 ч",
    pageLanguage: "Язык страницы", showMe: "Показать", playing: "Показываем", seller: "Продавец", customer: "Покупатель",
    traffic: "Внешний мир", trafficWhy: "Каждый запрос настоящего продукта к внешним сервисам. Готовых ответов здесь нет.",
    trafficEmpty: "Запросов пока нет", services: "Сервисы", all: "Все", request: "Запрос", response: "Ответ", noBody: "пусто",
    close: "Закрыть", copy: "Копировать", copied: "Скопировано", cancel: "Отменить", commands: "Команды", attach: "Прикрепить файл",
    send: "Отправить", message: "Сообщение", dropHere: "Отпустите файл здесь", editing: "Правка сообщения", edited: "изменено",
    typing: "печатает", bot: "бот", start: "Начать", pressStart: "Нажмите кнопку, чтобы начать разговор", newest: "К новым сообщениям",
    noShop: "Бота магазина пока нет", noShopWhy: "Продавец создаёт бота в BotFather и отправляет его токен партнёрскому боту.",
    fatherLead: "Здесь продавец создаёт бота для своего магазина.", fatherName: "Название бота", fatherCreate: "Создать бота",
    fatherDone: "Бот готов:", fatherSend: "Отправить партнёрскому боту", fatherDefault: "Магазин «Баҳор»", ok: "Понятно",
    messengers: "Мессенджеры", metaLead: "Отправляйте отсюда по одному значения, о которых спрашивает бот, затем подключите вебхук.", metaWebhook: "Подключить вебхук", metaDone: "Вебхук подключён", notLinked: "Ещё не подключено", notLinkedWhy: "Продавец подключает это в партнёрском боте: раздел «Каналы».", pressWrite: "Напишите магазину первым", sent: "Отправлено",
    admin: "Админ", whose: "Чей телефон", news: "есть новое сообщение", requests: "Запросы", mailbox: "Почта", newLetter: "есть новое письмо",
    mailWhy: "Каждое письмо, которое отправил продукт. За пределы этого компьютера письма не уходят.", mailEmpty: "Писем пока нет",
    letterTo: "Кому", noSubject: "Без темы", plainText: "Только текст", links: "Ссылки", openInBot: "Открыть в боте", unsubscribe: "Отписаться",
    lost: "Связь прервалась. Подключаемся…", contact: "Контакт", failed: "Не получилось",
  },
  en: {
    tagline: "playground", clock: "The product’s clock", plus1h: "+1 h", plus3d: "+3 days", plus54h: "+54 h",
    pageLanguage: "Page language", showMe: "Show me", playing: "Playing", seller: "Seller", customer: "Customer",
    traffic: "Outside world", trafficWhy: "Every request the real product makes to outside services. Nothing here is canned.",
    trafficEmpty: "No requests yet", services: "Services", all: "All", request: "Request", response: "Response", noBody: "empty",
    close: "Close", copy: "Copy", copied: "Copied", cancel: "Cancel", commands: "Commands", attach: "Attach a file",
    send: "Send", message: "Message", dropHere: "Drop the file here", editing: "Editing a message", edited: "edited",
    typing: "typing", bot: "bot", start: "Start", pressStart: "Press Start to begin the conversation", newest: "To the newest messages",
    noShop: "The shop has no bot yet", noShopWhy: "The seller creates one at BotFather and sends its token to the partner bot.",
    fatherLead: "This is where a seller creates a bot for the shop.", fatherName: "Name of the bot", fatherCreate: "Create a bot",
    fatherDone: "The bot is ready:", fatherSend: "Send to the partner bot", fatherDefault: "Bahor shop", ok: "OK",
    messengers: "Messengers", metaLead: "Send the values that the bot asks for from here, one by one, then connect the webhook.", metaWebhook: "Connect the webhook", metaDone: "The webhook is connected", notLinked: "Not connected yet", notLinkedWhy: "The seller connects it in the partner bot, under Channels.", pressWrite: "Write to the shop first", sent: "Sent",
    admin: "Admin", whose: "Whose phone", news: "new message", requests: "Traffic", mailbox: "Mailbox", newLetter: "new letter",
    mailWhy: "Every letter the product sends. None of them leaves this computer.", mailEmpty: "No letters yet",
    letterTo: "To", noSubject: "No subject", plainText: "Plain text", links: "Links", openInBot: "Open in the bot", unsubscribe: "Unsubscribe",
    lost: "Connection lost. Trying again…", contact: "Contact", failed: "That did not work",
  },
};

const MONTHS = {
  uz: "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr".split(" "),
  "uz-Cyrl": "январ феврал март апрел май июн июл август сентябр октябр ноябр декабр".split(" "),
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};
const WEEKDAYS = {
  uz: "yak du se chor pay ju shan".split(" "),
  "uz-Cyrl": "як ду се чор пай жу шан".split(" "),
  ru: "вс пн вт ср чт пт сб".split(" "),
  en: "Sun Mon Tue Wed Thu Fri Sat".split(" "),
};

const KEPT = "scx-page-language";
let language = kept() ?? guess();

function kept() {
  const code = localStorage.getItem(KEPT);
  return code in WORDS ? code : null;
}

function guess() {
  const wish = (navigator.language || "").toLowerCase();
  if (wish.startsWith("uz")) return wish.includes("cyrl") ? "uz-Cyrl" : "uz";
  return wish.startsWith("ru") ? "ru" : "en";
}

export const currentLanguage = () => language;

export function chooseLanguage(code) {
  language = code;
  localStorage.setItem(KEPT, code);
}

export const t = (key) => WORDS[language][key];

/** Writes the labels of everything below `root` that names a word. */
export function label(root) {
  for (const el of root.querySelectorAll("[data-t]")) el.textContent = t(el.dataset.t);
  for (const el of root.querySelectorAll("[data-t-label]")) {
    el.setAttribute("aria-label", t(el.dataset.tLabel));
    if (el.matches("button")) el.title = t(el.dataset.tLabel);
  }
  for (const el of root.querySelectorAll("[data-t-place]")) el.placeholder = t(el.dataset.tPlace);
}

// Tashkent keeps UTC+5 all year, so a fixed shift is right and needs no table.
const local = (ms) => new Date(ms + 5 * 3_600_000);
const two = (n) => String(n).padStart(2, "0");

export const clockTime = (ms) => `${two(local(ms).getUTCHours())}:${two(local(ms).getUTCMinutes())}`;
export const exactTime = (ms) => `${clockTime(ms)}:${two(local(ms).getUTCSeconds())}`;
export const dayOf = (ms) => Math.floor(local(ms).getTime() / 86_400_000);

export function dayName(ms) {
  const day = local(ms).getUTCDate();
  const month = MONTHS[language][local(ms).getUTCMonth()];
  return language.startsWith("uz") ? `${day}-${month}` : `${day} ${month}`;
}

export const weekday = (ms) => WEEKDAYS[language][local(ms).getUTCDay()];
export const year = (ms) => local(ms).getUTCFullYear();

export function fileSize(bytes) {
  if (bytes == null) return "";
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Uzbek numbers in groups; any other number as it came. */
export function phoneNumber(digits) {
  const parts = /^\+?998(\d\d)(\d{3})(\d\d)(\d\d)$/.exec(digits);
  return parts ? `+998 ${parts.slice(1).join(" ")}` : digits;
}
