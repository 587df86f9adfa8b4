# Adminlar boti: ishlar, holat, ogohlantirishlar

admin-command-jobs = Navbatdagi ishlar
admin-command-health = Tizim holati
button-jobs = ⚙️ Ishlar
button-health = 🩺 Holat
button-refresh = 🔄 Yangilash
lane-chat = Javoblar
lane-send = Yuborish
lane-publish = Joylash
lane-media = Fayllar
lane-house = Ichki ishlar
jobs-title = ⚙️ <b>Navbatdagi ishlar</b>
jobs-of = ⚙️ <b>{ $name }</b>: navbatdagi ishlar
jobs-none = Bunday ish yo‘q.
jobs-lane = • { $lane }: ▶️ { $running-text }, ⏳ { $waiting-text }, ⛔ { $dead-text }
jobs-rests = (⏸ { $since } dan)
jobs-partner-rests = ⏸ { $name }: { $since } dan to‘xtatilgan
jobs-line = { $place }. { $kind }: { $state }, { $attempts }, { $at }
button-jobs-running = ▶️ Hozir
button-jobs-waiting = ⏳ Navbatda
button-jobs-dead = ⛔ Xatolar
job-title =
    ⚙️ <b>{ $kind }</b> ({ $lane })
    Holati: { $state }, urinishlar: { $attempts }
    Vaqti: { $at }
job-state-running = bajarilmoqda
job-state-ready = navbatda
job-state-blocked = oldingisini kutmoqda
job-state-later = vaqtini kutmoqda
job-state-dead = bajarilmadi
button-job-retry = 🔁 Qayta urinish
button-job-retry-all = 🔁 Hammasini qayta
button-job-cancel = 🗑 Bekor qilish
button-partner-rest = ⏸ Ishini to‘xtatish
button-partner-go-on = ▶️ Davom ettirish
button-rest-now = ⏸ Ha, to‘xtatish
job-retried = Qayta navbatga qo‘yildi.
job-cancelled = Ish bekor qilindi.
job-gone = Bu ish navbatda yo‘q: bajarilgan yoki bekor qilingan.
job-runs = Bu ish hozir bajarilmoqda. Birozdan keyin urinib ko‘ring.
job-has-twin = Shunday ish allaqachon navbatda turibdi.
rest-lane-means =
    ⏸ <b>{ $lane }</b> to‘xtatilsinmi?
    Navbatda: { $waiting-text }. Yangi ishlar yig‘ilib turadi, siz davom ettirguningizcha bajarilmaydi. Bu bot ishlayveradi.
rest-partner-means =
    ⏸ <b>{ $name }</b> do‘konining ishlari to‘xtatilsinmi?
    Navbatda: { $waiting-text }. Mijozlarning yangi xabarlari yig‘ilib turadi, siz davom ettirguningizcha javob berilmaydi.
work-rests-now = To‘xtatildi.
work-rests-already = Bu ishlar allaqachon to‘xtatilgan.
work-goes-on = Bu ishlar to‘xtatilmagan.
work-goes-on-now = Davom etmoqda.
alert-dead-jobs = ⛔ <b>{ $subject }</b>: { $times-text } ta ish bajarilmadi, { $since } dan
alert-stalled = 🐌 <b>{ $subject }</b>: navbat siljimayapti, { $since } dan
alert-behind = ⏳ <b>{ $subject }</b>: { $times-text } ta xabar kechikmoqda, { $since } dan
alert-webhooks = 📡 <b>{ $subject }</b> yangiliklarni yetkaza olmayapti: { $times-text } ta bot, { $since } dan
alert-provider = 🔌 <b>{ $subject }</b> javob bermayapti: { $times-text } ta so‘rov, { $since } dan
alert-detail = <code>{ $detail }</code>
alert-settled = ✅ Tuzaldi, { $at }
alert-muted = 🔕 { $until } gacha jim
alert-muted-now = Bir soat jim turaman.
alert-settled-already = Bu muammo tuzalgan.
button-alert-mute = 🔕 1 soat jim
button-alert-unmute = 🔔 Eslatib turish
button-alert-open = 🔎 Ochish
health-title = 🩺 <b>Tizim holati</b>
health-database = 🗄 Baza: { $name }
health-inbox = 📥 Kelgan xabarlar:
health-outbox = 📤 Ketadigan xabarlar:
health-queue = { $waiting-text } ta, eng eskisi { $seconds-text } s
health-jobs = ⚙️ Ishlar: ▶️ { $running-text }, ⛔ { $dead-text }
health-bots = 🤖 Botlar: ✅ { $ok-text }, ⚠️ { $broken-text }. { "WhatsApp, Instagram" }: ✅ { $meta-ok-text }, ⚠️ { $meta-broken-text }
health-models = 🧠 AI: { $names }
health-answers = 💬 Oxirgi soatdagi javoblar: { $counts }
health-payments = 💳 To‘lovlar: { $names }
health-mail = 📧 Pochta: { $state }
health-platform = 📱 Meta ilovamiz: { $state }
health-mail-on = ishlayapti
health-mail-rests = { $until } gacha to‘xtab turibdi
health-built-in = modelsiz
health-none = ulanmagan
health-failed-keys = 🔑 Hamkorlarning ishlamayotgan AI kalitlari: { $count-text }
health-ending = 🔑 { $place }. { $name }: { $messenger } tokeni { $at } gacha
health-no-endings = 🔑 Bir hafta ichida tugaydigan token yo‘q.
health-no-alerts = ✅ Muammo yo‘q.
audit-kind-job = ⚙️ Ish
audit-kind-work = ⏸ To‘xtatish
act-job-retried = ishni qayta navbatga qo‘ydi
act-job-cancelled = ishni bekor qildi
act-work-paused = ishlarni to‘xtatdi
act-work-resumed = ishlarni davom ettirdi
act-alert-muted = ogohlantirishni jim qildi
act-alert-unmuted = ogohlantirishni qaytardi
