# WhatsApp va Instagram hisoblari

button-meta-begin = Ulashni boshlash
button-meta-platform = Tayyor ilova orqali
meta-off-no-address = ⚪ WhatsApp va Instagram hozircha o‘chiq: server manzili ({ "WEBHOOK_BASE_URL" }) sozlanmagan. Yordamga yozing.
meta-intro-whatsapp =
    🟢 <b>WhatsApp raqamini ulash</b>
    Kerak bo‘ladi: Meta biznes hisobi va unga ulangan raqam (WhatsApp Cloud API).
    Men 5 ta qiymatni birma-bir so‘rayman, ularni developers.facebook.com dan nusxalaysiz.
    🔑 Maxfiy qiymatli xabaringizni darhol o‘chiraman.
meta-intro-instagram =
    🟣 <b>Instagramni ulash</b>
    Kerak bo‘ladi: professional Instagram hisobi va Meta ilovasi.
    Men bir necha qiymatni birma-bir so‘rayman, ularni developers.facebook.com dan nusxalaysiz.
    🔑 Maxfiy qiymatli xabaringizni darhol o‘chiraman.
meta-step = <b>{ $step } / { $steps }</b>
meta-ask-whatsapp-app = Ilova ID sini yuboring (<i>{ "App ID" }</i>): <a href="https://developers.facebook.com/apps">developers.facebook.com/apps</a>
meta-ask-whatsapp-secret = Ilova maxfiy kalitini yuboring: <i>{ "App settings → Basic → App secret" }</i>. Xabarni o‘chirib tashlayman.
meta-ask-instagram-secret = Ilova maxfiy kalitini yuboring: <i>{ "App settings → Basic → App secret" }</i>. Xabarni o‘chirib tashlayman.
meta-ask-whatsapp-business = WhatsApp biznes hisobi ID sini yuboring: <i>{ "WhatsApp → API Setup → WhatsApp Business Account ID" }</i>.
meta-ask-whatsapp-number = Raqam ID sini yuboring: <i>{ "WhatsApp → API Setup → Phone number ID" }</i>. Bu telefon raqamining o‘zi emas.
meta-ask-whatsapp-token = Kirish tokenini yuboring (<i>{ "Access token" }</i>): muddatsiz, tizim foydalanuvchisiniki bo‘lsa yaxshi. Xabarni o‘chirib tashlayman.
meta-ask-instagram-token = Kirish tokenini yuboring (<i>{ "Access token" }</i>): muddatsiz, tizim foydalanuvchisiniki bo‘lsa yaxshi. Xabarni o‘chirib tashlayman.
meta-ask-instagram-page = Instagram hisobi yoki unga ulangan Facebook sahifasi ID sini yuboring (faqat raqamlar).
meta-wrong-app = Bu ID ga o‘xshamaydi: unda faqat raqamlar bo‘ladi. Yana yuboring.
meta-wrong-business = Bu ID ga o‘xshamaydi: unda faqat raqamlar bo‘ladi. Yana yuboring.
meta-wrong-number = Bu ID ga o‘xshamaydi: unda faqat raqamlar bo‘ladi. Yana yuboring.
meta-wrong-page = Bu ID ga o‘xshamaydi: unda faqat raqamlar bo‘ladi. Yana yuboring.
meta-wrong-secret = Bu maxfiy kalitga o‘xshamaydi: u 32 ta belgidan iborat. Yana yuboring.
meta-wrong-token = Bu tokenga o‘xshamaydi. Uni to‘liq nusxalab, yana yuboring.
meta-own = Siz bu hisobni allaqachon ulagansiz: /channels
meta-taken = Bu hisobni boshqa sotuvchi ulagan.
meta-checking = ⏳ { $messenger } hisobi tekshirilyapti (token …{ $last }).
meta-ok =
    🟢 <b>{ $name }</b> ulandi: { $messenger }, { $handle }
    🔑 Token: …{ $last }
meta-quality =
    Sifat bahosi: { $quality ->
        [GREEN] yaxshi 🟢
        [YELLOW] o‘rtacha 🟡
        [RED] past 🔴
       *[other] hali yo‘q
    }
meta-limit =
    Birinchi bo‘lib yozish mumkin: { $limit ->
        [UNLIMITED] cheklovsiz
       *[other] kuniga { $limit } kishigacha
    }
meta-hook =
    👉 Oxirgi qadam: Meta ilovangizda <i>{ "Webhooks" }</i> bo‘limiga quyidagilarni kiriting.
    Manzil (<i>{ "Callback URL" }</i>): <code>{ $url }</code>
    So‘z (<i>{ "Verify token" }</i>): <code>{ $word }</code>
    So‘ng bu maydonlarga obuna bo‘ling: <i>{ $fields }</i>. Tekshiruv kelsa, shu yerda yozaman.
meta-hook-verified = ✅ Meta manzilni tekshirdi, xabarlar keladi.
meta-broken = 🔴 <b>{ $messenger } { $handle } ishlamayapti</b> (token …{ $last }).
meta-removed = ⚪ { $messenger } { $handle } uzildi. U endi mijozlarga javob bermaydi.
meta-token-dead = Meta tokenni qabul qilmadi. Yangi token oling va hisobni qayta ulang.
meta-forbidden = Tokenga kerakli ruxsatlar berilmagan. Ruxsatlarni bering va “Tekshirish” tugmasini bosing.
meta-not-found = Meta bunday hisobni topmadi yoki token uni ko‘rmaydi. ID larni tekshiring.
meta-number-elsewhere = Bu raqam shu WhatsApp biznes hisobiga tegishli emas. ID larni tekshiring.
meta-secret-refused = Ilova ID si va maxfiy kaliti bir-biriga mos emas. Hisobni uzib, qayta ulang.
meta-locked = Meta bu hisobni cheklagan. { "Meta Business Suite" }’dagi xabarni o‘qing.
meta-unreachable = Meta hozir javob bermadi. Birozdan so‘ng “Tekshirish” tugmasini bosing.
notice-meta-broken = 🔴 { $account } ishlamay qoldi. Sababi va tugmalari: /channels
notice-meta-token-ends = ⏰ { $account } tokeni { $when } da tugaydi. Undan oldin yangisini ulang: /channels
notice-unsent = ⚠️ <b>{ $customer }</b> ga xabar yetib bormadi.
notice-unsent-human = ⚠️ <b>{ $customer }</b> ga xabar ketmadi: 24 soatdan keyin yozish uchun Meta ilovangizga Human Agent ruxsatini berishi kerak. Mijoz yana yozsa, javob bera olasiz.
notice-unsent-window = ⚠️ <b>{ $customer }</b> ga xabar ketmadi: mijoz yozganiga 24 soatdan oshdi. U yana yozsa, javob bera olasiz.
notice-unsent-unreachable = ⚠️ <b>{ $customer }</b> ga xabar yetib bormadi: mijoz xabar ololmaydi yoki sizni to‘sgan.
notice-unsent-business = ⚠️ <b>{ $customer }</b> ga xabar ketmadi: Telegram akkauntingizda botga yozish ruxsati yo‘q.
notice-unsent-payment = ⚠️ <b>{ $customer }</b> ga xabar ketmadi: WhatsApp hisobingizda to‘lov usuli yo‘q. Uni Meta’da qo‘shing.
notice-unsent-media = ⚠️ <b>{ $customer }</b> ga fayl yetib bormadi: Meta uni qabul qilmadi.

# Izohlar

button-comments = 💬 Izohlarga javob
button-comments-off = ✖️ O‘chirib qo‘yish
meta-delivered = 📨 Bu oy mijozlarga yetgan xabarlar: { $count-text }. Har oy 1000 tasi bepul, keyingilari uchun Meta haq oladi.
meta-comments = 💬 «{ $word }» yozilgan izohlarga Direct orqali javob beriladi
comments-ask =
    💬 <b>Izohlarga javob</b>
    Kalit so‘zni yozing, masalan: <i>narx</i>
    Postingiz ostida kimdir shu so‘zni yozsa, AI unga Direct orqali javob beradi va izohiga «Directga yozdik» deb qo‘yadi.
comments-on =
    💬 <b>Izohlarga javob yoqilgan</b>
    Kalit so‘z: <b>{ $word }</b>
    Almashtirish uchun boshqa so‘z yozing.
comments-off = ✖️ Izohlarga javob o‘chirildi.
comment-word-wrong = Bitta so‘z yozing: kamida 2 ta harf, ko‘pi bilan 30 ta.
