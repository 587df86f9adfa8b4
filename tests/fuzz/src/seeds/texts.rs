//! What people type, what operators configure, what shops write.

use super::{Seed, lines};

const SHOP: &str = "Choynaklar\nNomi: Choynak Artel 2 l; Narxi: 145 000 so‘m\nNomi: Dazmol; Narxi: 310 000\n\n\
    # To‘lov\nNaqd yoki karta. Nasiya yo‘q! www.lola.uz\n-----\nМанзил | Тошкент\nБепул\t2 кун\n";
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

pub(super) fn seeds() -> Vec<Seed> {
    [typed(), languages(), settings(), callers()].concat()
}

fn typed() -> Vec<Seed> {
    lines(
        "typed",
        &[
            ("phone", &["+998 (90) 123-45-67"]),
            ("phone-habit", &["8 90 123 45 67"]),
            ("phone-digits", &["tel:٩٠١٢٣٤٥٦٧"]),
            ("phone-two", &["+998901234567, +998901234568"]),
            ("phone-foreign", &["+7 901 123 45 67"]),
            ("hours", &["9.00 – 18:30"]),
            ("hours-night", &["18-24:00"]),
            ("email", &["a.b@mail.uz"]),
            ("token", &["7000000001:AAGsomethingNobodyMaySeeInAnyLog123"]),
            ("file", &["../narx\\lar: 2026.xlsx"]),
            (
                "file-long",
                &[
                    "prays-list nomi juda uzun bo‘lgan fayl, hamma narsa bor, va yana bir nechta so‘z. so‘ng",
                ],
            ),
            ("shop", &["Гўзал & Ко. <b>\"21-asr\"</b>"]),
        ],
    )
}

fn languages() -> Vec<Seed> {
    lines(
        "language",
        &[
            ("shop", &[SHOP, "choynak narxi qancha?"]),
            (
                "cyrillic",
                &["Етказиб бериш Тошкент бўйлаб бепул, 2 кунда", "нархи канча"],
            ),
            (
                "russian",
                &[
                    "Доставка за 1 день. Цена: 5 000 сум; в наличии.",
                    "сколько стоит доставка?",
                ],
            ),
            (
                "english",
                &["Delivery is free. Is it in stock?", "how much is delivery"],
            ),
            (
                "slang",
                &["yaxwi ne4a pul, G‘ALABA SHISHA", "operator kerak"],
            ),
            ("courtesy", &["assalomu alaykum", "rahmat!"]),
            (
                "marks",
                &[
                    "и\u{306} o\u{2bb}z \u{200b} ＡＢ ﬁ ①",
                    "@lola_shop /start A52 128GB",
                ],
            ),
        ],
    )
}

fn settings() -> Vec<Seed> {
    let two = format!("SECRET_KEY=b:{KEY},0:{KEY}");
    let turned = format!("SECRET_KEY={KEY}:b");
    lines(
        "config",
        &[
            (
                "usual",
                &[
                    "DATABASE_URL=sqlite:////data/s.db\nPORT=8080\nWEBHOOK_BASE_URL=https://shop.example/tg\nPARTNER_BOT_TOKEN=7000000001:AAGsomethingNobodyMaySeeInAnyLog123",
                ],
            ),
            (
                "postgres",
                &["DATABASE_URL=postgres://shop:hunter2-hunter2@db/shop\nSCX_MESSAGE_DRAFTS=on"],
            ),
            ("keys", &[&two]),
            ("turned-key", &[&turned]),
            (
                "proxies",
                &[
                    "TRUSTED_PROXIES=10.0.0.0/8, fd00::/8\nCORS_ORIGINS=https://shop.example,http://localhost:5173",
                ],
            ),
            (
                "watching",
                &[
                    "METRICS_TOKEN=0123456789abcdef\nSENTRY_DSN=https://abcdef0123@sentry.example/path/42",
                ],
            ),
            ("no-host", &["WEBHOOK_BASE_URL=https://"]),
            (
                "far-http",
                &["WEBHOOK_BASE_URL=http://127.0.0.1.evil.example"],
            ),
            (
                "gateways",
                &[
                    "TELEGRAM_API_URL=http://127.0.0.1:1\nSCX_LLM_GEMINI_BASE_URL=gateway\nSCX_UNKNOWN=1",
                ],
            ),
        ],
    )
}

fn callers() -> Vec<Seed> {
    lines(
        "caller",
        &[
            ("direct", &["", "203.0.113.7", "198.51.100.1"]),
            (
                "proxied",
                &[
                    "10.0.0.0/8, 192.0.2.1",
                    "10.0.0.2",
                    "1.1.1.1, 198.51.100.1, 10.1.1.1",
                ],
            ),
            (
                "several",
                &[
                    "10.0.0.0/8",
                    "10.0.0.2",
                    "1.1.1.1",
                    "[2001:db8::1]:4711,10.0.0.3",
                ],
            ),
            (
                "mapped",
                &["10.0.0.0/8", "::ffff:10.0.0.2", "::ffff:198.51.100.1"],
            ),
            (
                "nonsense",
                &["10.0.0.0/8", "10.0.0.2", "198.51.100.1, unknown"],
            ),
        ],
    )
}
