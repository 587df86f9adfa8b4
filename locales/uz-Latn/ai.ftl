# OpenAI kaliti

settings-key-none = 🔑 OpenAI kaliti: yo‘q
settings-key = 🔑 OpenAI kaliti: …{ $last }
settings-key-failed = 🔑 OpenAI kaliti …{ $last } ishlamayapti
ask-key =
    🔑 OpenAI kalitingizni yuboring, u { "sk-" } bilan boshlanadi.
    Javoblar shu kalit hisobidan yoziladi, haqini OpenAIga o‘zingiz to‘laysiz.
    Kalitli xabaringizni darhol o‘chirib tashlayman.
key-testing = ⏳ Kalitni tekshiryapman.
key-saved = 🔑 Kalit ishlayapti va saqlandi: …{ $last }. Javoblar endi shu kalit bilan yoziladi.
ai-key-wrong = Bu OpenAI kalitiga o‘xshamaydi. Kalitni to‘liq nusxalab yuboring.
ai-key-refused = OpenAI bu kalitni qabul qilmadi. Kalitni tekshiring yoki yangisini olib yuboring.
ai-key-no-quota = Bu kalit hisobida pul qolmagan. OpenAI hisobingizni to‘ldiring va kalitni qayta yuboring.
ai-key-unreachable = OpenAI hozir javob bermadi, kalit saqlanmadi. Birozdan so‘ng qayta yuboring.
notice-own-key-failed =
    ⚠️ <b>OpenAI kalitingiz ishlamayapti.</b>
    Mijozlarga hozir o‘z AI modelimiz bilan javob beryapmiz.
    Kalitni /settings bo‘limida almashtiring.
