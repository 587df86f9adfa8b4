# Looking into partners' conversations

admin-command-chats = Conversations
chats-title = 💬 <b>Conversations</b>
chats-of = 🏪 <b>{ $name }</b>
chats-day = 📅 { $day }
chats-name = 🔎 <i>{ $name }</i>
chats-line = { $place-text }. <b>{ $shop }</b> · { $channel } { $customer } · { $at } { $who }
chats-further = Nothing more among { $count-text } messages. “Older” looks further.
chats-hint = To search, write a customer’s name or a day (21.11.2026). Each conversation that you open is noted, and its partner sees it.
chats-no-day = There is no such day. Write it like 21.11.2026
chats-file =
    📥 Conversations: { $talks-text }, messages: { $messages-text }. A file holds { $most-text } messages at most.
    It is noted, and the partner sees it.
button-chats-today = 📅 Today
button-chats-yesterday = 📅 Yesterday
button-chats-of = 🏪 One partner
button-chats-everybody = 👥 All partners
button-chats-all = ✖️ No filter
chat-human = 🧑‍💼 A person answers, the AI is quiet until { $until }
chat-empty = Nothing was said here yet.
chat-closed-again = It is an hour since you opened this conversation. Open it again from the list.
audit-kind-conversation = 💬 Conversations
act-conversation-seen = read a conversation
act-conversation-exported = took conversations as a file

# The partner sees who looked

button-looks = 👁 Who looked
looks-title =
    👁 <b>Who looked into your conversations</b>
    Our team looks only to help you or to find a fault, and each look is noted here.
looks-none = Nobody has looked.
look-line = • { $at } <b>{ $who }</b>
look-seen = read the conversation with <b>{ $customer }</b>
look-exported = took conversations as a file: { $talks }, messages: { $messages }
look-viewed = saw the bot as you see it, changing nothing. Reason: { $reason }

# Seeing the bot as a partner does

button-view-as = 👁 See as the partner
button-view-end = ✖️ End
view-ask =
    👁 <b>{ $name }</b>
    You see the bot as this partner does, for 15 minutes, and can change nothing. The partner is told at once.
    ✍️ Why? Choose or write the reason; the partner reads it.
view-reason-asked = The partner asked
view-reason-fault = Looking for a fault
view-reason-setup = Help with setting up
view-banner = 👁 <b>{ $name }</b>, read-only until { $until }
view-only-looking = In this view nothing can be changed or sent.
view-over = The 15 minutes are over.
view-gone = The partner has left, there is nothing to see.
act-partner-viewed = saw the bot as the partner
view-began =
    👁 <b>{ $who }</b> of the SellerCloudX team sees your bot as you see it, until { $until }. Nothing can be changed that way.
    Reason: { $reason }
    All looks: /settings, “Who looked”.
