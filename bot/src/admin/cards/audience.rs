//! Whom a broadcast is for, in words.

use scx_connect::meta::{Messenger, NotTaken};
use scx_domain::Arg;
use scx_domain::broadcasts::{Audience, Crowd, State, Through, Whom};

use crate::broadcasts::NotThere;
use crate::ui::Pen;

/// The text that names partners by their plan.
pub(in crate::admin) fn crowd_key(crowd: Crowd) -> &'static str {
    match crowd {
        Crowd::Everybody => "group-all",
        Crowd::Trial => "group-trial",
        Crowd::Expired => "group-expired",
        Crowd::Paid => "group-paid",
    }
}

/// The name of a channel, which is the same everywhere.
pub(in crate::admin) fn through_name(through: Through) -> &'static str {
    match through {
        Through::Telegram => "Telegram",
        Through::WhatsApp => "WhatsApp",
        Through::Instagram => "Instagram",
    }
}

/// The text that names how far a broadcast is.
pub(in crate::admin) fn state_key(state: State) -> &'static str {
    match state {
        State::Gathering => "broadcast-gathering",
        State::Running => "broadcast-running",
        State::Paused => "broadcast-paused",
        State::Done => "broadcast-done",
        State::Cancelled => "broadcast-cancelled",
    }
}

/// An audience in one line.
pub(in crate::admin) fn line(audience: &Audience, pen: &Pen<'_>) -> String {
    let whom = match audience.whom {
        Whom::Partners => "broadcast-partners",
        Whom::Customers => "broadcast-customers",
    };
    let mut parts = vec![pen.t(whom), pen.t(crowd_key(audience.crowd))];
    parts.extend(
        audience
            .language
            .map(|language| language.own_name().to_owned()),
    );
    parts.extend(audience.through.map(|way| through_name(way).to_owned()));
    parts.join(" · ")
}

/// Where the message does not go out, and why.
pub(in crate::admin) fn not_there(all: &[(Messenger, NotThere)], pen: &Pen<'_>) -> Vec<String> {
    let said = |(messenger, why): &(Messenger, NotThere)| {
        let place = match messenger {
            Messenger::WhatsApp => through_name(Through::WhatsApp),
            Messenger::Instagram => through_name(Through::Instagram),
        };
        let mut args = vec![("place", place.into())];
        let key = match why {
            NotThere::NoAddress => "broadcast-no-address",
            NotThere::NotTaken(NotTaken::Kind) => "broadcast-kind-not-there",
            NotThere::NotTaken(NotTaken::TooBig { most_bytes }) => {
                args.push(("limit", Arg::Bytes(*most_bytes)));
                "broadcast-too-big-there"
            }
        };
        pen.text(key, &args)
    };
    all.iter().map(said).collect()
}
