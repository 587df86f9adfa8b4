# Do‘stlarni taklif qilish

button-invite = 🤝 Do‘stni taklif qilish
button-share = 📤 Ulashish
referral-title = 🤝 <b>Do‘stlarni taklif qilish</b>
referral-how = Do‘stingiz havolangiz orqali kelib, botda birinchi marta to‘lov qilsa, sizga { $inviter-text } kun, unga { $friend-text } kun bepul qo‘shiladi.
referral-most = Bir oyda ko‘pi bilan { $most-text } ta do‘st uchun.
referral-link = 🔗 { $link }
referral-counts = 👥 Keldi: { $came-text }, to‘lov qildi: { $paid-text }, sizga qo‘shildi: { $days-text } kun
referral-share = Do‘konim mijozlariga SellerCloudX AI yordamchisi javob beradi. Siz ham bepul sinab ko‘ring:
referral-blocked = ⛔ Taklif qilish siz uchun to‘xtatilgan: yangi kun qo‘shilmaydi. Savolingiz bo‘lsa, yozing: /help
referral-came = 🤝 Sizni do‘stingiz taklif qilgan: botda birinchi to‘lovingizga yana { $days-text } kun bepul qo‘shiladi.
referral-reward =
    🎁 <b>Taklif qilgan do‘stingiz to‘lov qildi: sizga { $days-text } kun qo‘shildi!</b>
    Tarif { $until } gacha amal qiladi.
referral-gift =
    🎁 <b>Do‘stingiz taklifi bilan kelganingiz uchun { $days-text } kun qo‘shildi!</b>
    Tarif { $until } gacha amal qiladi.
referral-reward-taken = ↩️ Do‘stingizning to‘lovi qaytarildi, shuning uchun berilgan { $days-text } kun bekor qilindi. Tarif { $until } gacha amal qiladi.
referral-gift-taken = ↩️ To‘lovingiz qaytarilgani uchun taklif bo‘yicha berilgan { $days-text } kun ham bekor qilindi. Tarif { $until } gacha amal qiladi.

# Admin boti

button-referrals = 🤝 Takliflar
button-referral-terms = ⚙️ Kunlar va cheklov
button-inviter = 👤 Taklif qilgan
button-invited = 👤 Kelgan
button-block = ⛔ Taklifni to‘xtatish
button-block-now = ⛔ Ha, to‘xtatish
button-unblock = ✅ Taklifga ruxsat
button-unblock-now = ✅ Ha, ruxsat berish
button-term-inviter = 🎁 Taklif qilganga
button-term-friend = 🎁 Kelganga
button-term-most = 🔢 Oylik cheklov
referrals-title = 🤝 <b>Takliflar</b>
referrals-none = Hozircha hech kim taklif bilan kelmagan.
referrals-line = { $place-text }. { $mark } <b>{ $inviter }</b> → { $partner }, { $day }
referral-chosen =
    🤝 <b>{ $inviter }</b> → <b>{ $partner }</b>
    { $state }
    Kunlar: taklif qilganga { $earns-text }, kelganga { $gets-text }
referral-because = { $state } ({ $why })
referral-state-came = ⏳ Keldi, hali to‘lamagan
referral-state-paid = ✅ To‘lov qildi
referral-state-refused = ✖️ Hisobga olinmadi
referral-state-taken-back = ↩️ To‘lov qaytarildi, kunlar bekor qilindi
referral-why-own = taklif qilganning o‘z Telegram hisobi
referral-why-chat = havola birinchi ko‘rsatilgan chat
referral-why-phone = bu raqamda avval hisob bo‘lgan
referral-why-partner = avvaldan hamkor
referral-why-blocked = taklif qilgan to‘xtatilgan
referral-why-month = taklif qilganning oylik cheklovi tugagan
referral-why-gone = taklif qilgan hisobini yopgan
referral-is-blocked = ⛔ Taklif qilgan to‘xtatilgan
block-means = ⛔ <b>{ $name }</b> takliflari to‘xtatilsa, yangi kelganlar hisobga olinmaydi va unga kun qo‘shilmaydi. Hozircha keldi: { $came-text }, to‘lov qildi: { $paid-text }.
unblock-means = ✅ <b>{ $name }</b> yana taklif qila oladi. Hozircha keldi: { $came-text }, to‘lov qildi: { $paid-text }.
inviter-blocked = ⛔ Takliflari to‘xtatildi
inviter-unblocked = ✅ Takliflariga ruxsat berildi
referral-blocked-already = Bu hamkorning takliflari allaqachon to‘xtatilgan.
referral-not-blocked = Bu hamkorning takliflari to‘xtatilmagan.
referral-terms =
    ⚙️ <b>Taklif shartlari</b>
    Taklif qilganga: { $inviter-text } kun
    Kelganga: { $friend-text } kun
    Bir oyda ko‘pi bilan: { $most-text } ta mukofot
    Kelib bo‘lganlar uchun o‘sha kungi shartlar qoladi.
referral-ask-term = ✍️ { $what }: 0 dan { $most-text } gacha son yozing, 0 hech narsa bermaydi.
referral-term-wrong = 0 dan { $most-text } gacha butun son yozing.
file-invited-by = 🤝 Taklif qilgan: { $name }
cause-referral = taklif
audit-kind-referral = 🤝 Takliflar
act-referral-blocked = takliflarni to‘xtatdi
act-referral-unblocked = takliflarga ruxsat berdi
act-referral-terms = taklif shartini o‘zgartirdi
