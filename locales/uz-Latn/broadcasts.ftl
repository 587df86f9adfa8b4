# Ko‘pchilikka xabar

admin-command-broadcast = Ko‘pchilikka xabar
topic-news = Yangiliklar
button-broadcasts = 📣 E’lonlar
button-new-broadcast = ➕ Yangi e’lon
broadcasts-title = 📣 <b>E’lonlar</b>
broadcasts-none = Hali hech narsa yuborilmagan.
broadcasts-line = { $place-text }. { $state }, { $at }: { $text }
broadcast-ask =
    📣 <b>Yangi e’lon</b>

    Xabarni shu yerga yozing yoki boshqa chatdan uzating: matn, rasm, video, fayl, audio, ovozli xabar, stiker. Ko‘rinishi qanday bo‘lsa, shunday yetib boradi.
broadcast-kind-wrong = Bunday xabarni ko‘pchilikka yuborib bo‘lmaydi. Matn, rasm, video, fayl, audio, ovozli xabar yoki stiker yuboring.
broadcast-album = Albom yuborib bo‘lmaydi. Bitta rasm yoki video tanlang.
broadcast-file-too-big = Fayl juda katta. Ko‘pi bilan 20 MB.
broadcast-caption-long = Fayl ostidagi matn juda uzun. 1024 belgidan oshirmang.
broadcast-whom = 📣 <b>Kimga yuboramiz?</b>
broadcast-partners = Hamkorlar
broadcast-customers = Ularning mijozlari
broadcast-reach = 👥 <b>{ $count-text }</b> kishi. Botni bloklagan: { $lost-text }. Yangilik olmaydi: { $muted-text }. ⏱ Taxminan { $seconds-text } soniya.
broadcast-reach-customers = 👥 <b>{ $count-text }</b> mijoz. Yangilik olmaydi: { $muted-text }. Yozish muddati o‘tgan: { $late-text }. ⏱ Taxminan { $seconds-text } soniya.
broadcast-kind-not-there = { $place } bunday faylni qabul qilmaydi: u yerdagi mijozlar hisobda yo‘q va xabar olmaydi.
broadcast-too-big-there = { $place } bunday faylni { $limit } gacha qabul qiladi: u yerdagi mijozlar hisobda yo‘q va xabar olmaydi.
broadcast-no-address = { $place } fayllarni serverdan oladi, uning esa ochiq manzili yo‘q ({ "WEBHOOK_BASE_URL" }): u yerdagi mijozlar hisobda yo‘q va xabar olmaydi.
button-broadcast-show = 👁 Menga yuborish
button-broadcast-next = Davom etish ▶️
button-broadcast-change = ✏️ Kimga?
button-broadcast-send = 🔴 Ha, yuborilsin
button-broadcast-night = 🔴 Ha, hozir yuborilsin
broadcast-sure = 📣 { $whom }: <b>{ $count-text }</b> kishi. Yuborilsinmi?
broadcast-sure-typed = 📣 { $whom }: <b>{ $count-text }</b> kishi. Tasdiqlash uchun shu sonni yozing: <code>{ $count-text }</code>
broadcast-number-wrong = Son to‘g‘ri kelmadi. Kutilgan son: { $count-text }
broadcast-night = 🌙 Toshkentda hozir kech. Xabar odamlarni uyg‘otishi mumkin. Baribir yuborilsinmi?
broadcast-count-changed = Qabul qiluvchilar soni o‘zgardi. Yana ko‘rib chiqing.
broadcast-nobody = Bunday qabul qiluvchi yo‘q.
broadcast-busy = Boshqa e’lon hali yuborilmoqda. Avval u tugasin yoki uni to‘xtating.
broadcast-moved = Boshqa admin ulgurdi. E’lon holati o‘zgardi.
broadcast-title = 📣 <b>E’lon</b>: { $state }
broadcast-words = «{ $text }»
broadcast-gathering = ro‘yxat tuzilmoqda
broadcast-running = yuborilmoqda
broadcast-paused = to‘xtab turibdi
broadcast-done = yuborib bo‘lindi
broadcast-cancelled = bekor qilindi
broadcast-to = 👥 { $whom }. { $who }, { $at }
broadcast-counts =
    ✅ Yetdi: <b>{ $sent-text }</b> / { $all-text }
    🚫 Bloklagan: { $blocked-text }
    ⌛ Muddati o‘tgan: { $late-text }
    ❌ Yetmadi: { $failed-text }
    ❓ Noma’lum: { $unknown-text }
    ⏳ Qoldi: { $left-text }
broadcast-held = ✋ { $who }
broadcast-ended = 🏁 { $at }
broadcast-end-sure = Yana { $count-text } kishiga yuborilmaydi. Tugatilsinmi?
button-broadcast-pause = ⏸ To‘xtatib turish
button-broadcast-go-on = ▶️ Davom ettirish
button-broadcast-end = ⏹ Tugatish
button-broadcast-end-now = 🔴 Ha, tugatilsin
audit-kind-broadcast = 📣 E’lon
act-broadcast-started = e’lon yubordi
act-broadcast-paused = e’lonni to‘xtatib turdi
act-broadcast-resumed = e’lonni davom ettirdi
act-broadcast-cancelled = e’lonni bekor qildi

# Hamkorning roziligi

button-consent = 📣 Mijozlarga e’lon
consent-title = 📣 <b>Mijozlaringizga e’lonlar</b>

    Rozi bo‘lsangiz, SellerCloudX sizga yozgan mijozlarga bot va kanallaringiz orqali ba’zan yangilik yuboradi. Xabar suhbatda ko‘rinadi. Istalgan vaqtda rad eta olasiz.
consent-given = ✅ Siz rozisiz.
consent-none = Hozir mijozlaringizga hech kim yozmaydi.
button-consent-give = ✅ Roziman
button-consent-take = ✖️ Rozi emasman
