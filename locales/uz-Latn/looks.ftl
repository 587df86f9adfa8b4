# Hamkorlarning suhbatlarini ko‘rish

admin-command-chats = Suhbatlar
chats-title = 💬 <b>Suhbatlar</b>
chats-of = 🏪 <b>{ $name }</b>
chats-day = 📅 { $day }
chats-name = 🔎 <i>{ $name }</i>
chats-line = { $place-text }. <b>{ $shop }</b> · { $channel } { $customer } · { $at } { $who }
chats-further = { $count-text } ta xabar orasida boshqa topilmadi. «Eskiroq» izlashni davom ettiradi.
chats-hint = Izlash uchun mijoz ismini yoki kunni (21.11.2026) yozing. Ochgan har bir suhbatingiz yozib qo‘yiladi va hamkorga ko‘rinadi.
chats-no-day = Bunday kun yo‘q. Mana shunday yozing: 21.11.2026
chats-file =
    📥 Suhbatlar: { $talks-text }, xabarlar: { $messages-text }. Bir faylga { $most-text } tagacha xabar sig‘adi.
    Bu yozib qo‘yildi va hamkorga ko‘rinadi.
button-chats-today = 📅 Bugun
button-chats-yesterday = 📅 Kecha
button-chats-of = 🏪 Bitta hamkor
button-chats-everybody = 👥 Barcha hamkorlar
button-chats-all = ✖️ Filtrsiz
chat-human = 🧑‍💼 Odam javob beryapti, AI { $until } gacha jim turadi
chat-empty = Bu yerda hali hech narsa yozilmagan.
chat-closed-again = Bu suhbatni ochganingizga bir soat bo‘ldi. Uni ro‘yxatdan qayta oching.
audit-kind-conversation = 💬 Suhbat
act-conversation-seen = suhbatni o‘qidi
act-conversation-exported = suhbatlarni fayl qilib oldi

# Kim ko‘rgani hamkorga ko‘rinadi

button-looks = 👁 Kim ko‘rgan
looks-title =
    👁 <b>Suhbatlaringizni kim ko‘rgan</b>
    Jamoamiz faqat sizga yordam berish yoki xatoni topish uchun ko‘radi, har bir ko‘rish shu yerda yozib boriladi.
looks-none = Hech kim ko‘rmagan.
look-line = • { $at } <b>{ $who }</b>
look-seen = <b>{ $customer }</b> bilan suhbatni o‘qidi
look-exported = suhbatlarni fayl qilib oldi: { $talks }, xabarlar: { $messages }
look-viewed = botni siz ko‘rgandek ko‘rdi, hech narsani o‘zgartirmadi. Sababi: { $reason }

# Botni hamkor ko‘zi bilan ko‘rish

button-view-as = 👁 Hamkor ko‘zi bilan
button-view-end = ✖️ Tugatish
view-ask =
    👁 <b>{ $name }</b>
    15 daqiqa davomida botni shu hamkor ko‘rgandek ko‘rasiz, hech narsani o‘zgartira olmaysiz. Hamkorga darhol xabar boradi.
    ✍️ Nima uchun? Sababini tanlang yoki yozing, hamkor uni o‘qiydi.
view-reason-asked = Hamkor so‘radi
view-reason-fault = Xatoni qidirish
view-reason-setup = Sozlashga yordam
view-banner = 👁 <b>{ $name }</b>, { $until } gacha, faqat ko‘rish
view-only-looking = Bu ko‘rinishda hech narsani o‘zgartirib yoki yuborib bo‘lmaydi.
view-over = 15 daqiqa tugadi.
view-gone = Hamkor chiqib ketgan, ko‘radigan narsa yo‘q.
act-partner-viewed = botni hamkor ko‘zi bilan ko‘rdi
view-began =
    👁 SellerCloudX jamoasidan <b>{ $who }</b> { $until } gacha botingizni siz ko‘rgandek ko‘radi. Bunda hech narsani o‘zgartirib bo‘lmaydi.
    Sababi: { $reason }
    Barcha ko‘rishlar: /settings, «Kim ko‘rgan».
