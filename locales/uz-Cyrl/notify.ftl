# Bildirishnomalar

button-mute = 🔔 Билдиришномалар
mute-title =
    🔔 <b>Билдиришномалар</b>
    🔕 белгили мавзу ҳақида хабар юбормаймиз.
    Мижозларнинг саволи эса барибир келади, фақат овозсиз.
topic-questions = Мижозлар саволлари
topic-trouble = Бот ва калит хатолари
topic-trial = Синов муддати
topic-tips = Эслатмалар
topic-reports = Ҳафталик ҳисобот
notice-bot-broken = 🔴 <b>@{ $bot }</b> ишламаяпти, мижозлар жавоб олмаяпти. Сабабини кўринг: /channels
