# The admin bot: jobs, health, alerts

admin-command-jobs = Jobs in the queue
admin-command-health = How the system is
button-jobs = ⚙️ Jobs
button-health = 🩺 Health
button-refresh = 🔄 Refresh
lane-chat = Answers
lane-send = Sending
lane-publish = Publishing
lane-media = Files
lane-house = Housekeeping
jobs-title = ⚙️ <b>Jobs in the queue</b>
jobs-of = ⚙️ <b>{ $name }</b>: jobs in the queue
jobs-none = There are no such jobs.
jobs-lane = • { $lane }: ▶️ { $running-text }, ⏳ { $waiting-text }, ⛔ { $dead-text }
jobs-rests = (⏸ since { $since })
jobs-partner-rests = ⏸ { $name }: paused since { $since }
jobs-line = { $place }. { $kind }: { $state }, { $attempts }, { $at }
button-jobs-running = ▶️ Running
button-jobs-waiting = ⏳ Waiting
button-jobs-dead = ⛔ Failed
job-title =
    ⚙️ <b>{ $kind }</b> ({ $lane })
    State: { $state }, attempts: { $attempts }
    Time: { $at }
job-state-running = running
job-state-ready = in the queue
job-state-blocked = waits for the one before
job-state-later = waits for its time
job-state-dead = failed
button-job-retry = 🔁 Retry
button-job-retry-all = 🔁 Retry all
button-job-cancel = 🗑 Cancel the job
button-partner-rest = ⏸ Pause the shop
button-partner-go-on = ▶️ Go on
button-rest-now = ⏸ Yes, pause
job-retried = It is in the queue again.
job-cancelled = The job is cancelled.
job-gone = This job is not in the queue: it is done or cancelled.
job-runs = This job is running now. Try again in a moment.
job-has-twin = The same job is in the queue already.
rest-lane-means =
    ⏸ Pause <b>{ $lane }</b>?
    In the queue: { $waiting-text }. New jobs gather and are not done until you let them go on. This bot goes on working.
rest-partner-means =
    ⏸ Pause the jobs of <b>{ $name }</b>?
    In the queue: { $waiting-text }. New messages of customers gather and are not answered until you let them go on.
work-rests-now = Paused.
work-rests-already = It is paused already.
work-goes-on = It is not paused.
work-goes-on-now = It goes on.
alert-dead-jobs = ⛔ <b>{ $subject }</b>: jobs failed × { $times-text }, since { $since }
alert-stalled = 🐌 <b>{ $subject }</b>: the queue does not move, since { $since }
alert-behind = ⏳ <b>{ $subject }</b> late × { $times-text }, since { $since }
alert-webhooks = 📡 <b>{ $subject }</b> cannot deliver updates: bots × { $times-text }, since { $since }
alert-provider = 🔌 <b>{ $subject }</b> does not answer: calls × { $times-text }, since { $since }
alert-detail = <code>{ $detail }</code>
alert-settled = ✅ Solved, { $at }
alert-muted = 🔕 Muted until { $until }
alert-muted-now = Muted for an hour.
alert-settled-already = This is solved already.
button-alert-mute = 🔕 Mute 1 h
button-alert-unmute = 🔔 Unmute
button-alert-open = 🔎 Open
health-title = 🩺 <b>How the system is</b>
health-database = 🗄 Database: { $name }
health-inbox = 📥 Incoming:
health-outbox = 📤 Outgoing:
health-queue = { $waiting-text }, the oldest { $seconds-text } s
health-jobs = ⚙️ Jobs: ▶️ { $running-text }, ⛔ { $dead-text }
health-bots = 🤖 Bots: ✅ { $ok-text }, ⚠️ { $broken-text }. WhatsApp, Instagram: ✅ { $meta-ok-text }, ⚠️ { $meta-broken-text }
health-models = 🧠 AI: { $names }
health-answers = 💬 Answers of the last hour: { $counts }
health-payments = 💳 Payments: { $names }
health-mail = 📧 Mail: { $state }
health-platform = 📱 Our Meta app: { $state }
health-mail-on = works
health-mail-rests = rests until { $until }
health-built-in = without a model
health-none = not connected
health-failed-keys = 🔑 AI keys of partners that fail: { $count-text }
health-ending = 🔑 { $place }. { $name }: { $messenger } token until { $at }
health-no-endings = 🔑 No token ends within a week.
health-no-alerts = ✅ No troubles.
audit-kind-job = ⚙️ Jobs
audit-kind-work = ⏸ Pauses
act-job-retried = retried a job
act-job-cancelled = cancelled a job
act-work-paused = paused work
act-work-resumed = let work go on
act-alert-muted = muted an alert
act-alert-unmuted = unmuted an alert
