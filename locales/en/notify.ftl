# Notifications

button-mute = 🔔 Notifications
mute-title =
    🔔 <b>Notifications</b>
    We send nothing about topics marked 🔕.
    Customers’ questions still arrive, only without a sound.
topic-questions = Customers’ questions
topic-trouble = Bot and key trouble
topic-trial = Trial period
topic-tips = Reminders
topic-reports = The weekly report
notice-bot-broken = 🔴 <b>@{ $bot }</b> does not work, customers get no answers. See why: /channels
