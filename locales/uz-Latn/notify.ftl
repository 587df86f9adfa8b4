# Bildirishnomalar

button-mute = 🔔 Bildirishnomalar
mute-title =
    🔔 <b>Bildirishnomalar</b>
    🔕 belgili mavzu haqida xabar yubormaymiz.
    Mijozlarning savoli esa baribir keladi, faqat ovozsiz.
topic-questions = Mijozlar savollari
topic-trouble = Bot va kalit xatolari
topic-trial = Sinov muddati
topic-tips = Eslatmalar
topic-reports = Haftalik hisobot
notice-bot-broken = 🔴 <b>@{ $bot }</b> ishlamayapti, mijozlar javob olmayapti. Sababini ko‘ring: /channels
