//! Which notices arrive with a sound, or at all.

use scx_domain::notify::{self, Topic};
use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Mute {}

impl Screen for Mute {
    const ID: &'static str = "mute";
    /// The muted topics.
    type Data = Vec<Topic>;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Vec<Topic>, Error> {
        let partner = ui.seat()?.id;
        Ok(notify::muted(&mut *ui.tx, partner).await?)
    }

    fn draw(muted: &Vec<Topic>, pen: &Pen<'_>) -> View {
        let switch = |topic: Topic| {
            let (mark, action) = match muted.contains(&topic) {
                true => ("🔕", "on"),
                false => ("🔔", "off"),
            };
            let label = format!("{mark} {}", pen.t(label_key(topic)));
            [Btn::with(label, action, topic.name())]
        };
        let view = View::new(pen.t("mute-title"));
        Topic::ALL
            .into_iter()
            .fold(view, |view, topic| view.row(switch(topic)))
            .row(back(pen))
    }

    fn samples() -> Vec<Vec<Topic>> {
        vec![Vec::new(), Topic::ALL.to_vec()]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let partner = ui.seat()?.id;
        let topic = Topic::try_from(id.to_owned()).map_err(|_| stale())?;
        // The button says what it makes of the topic, so that a repeated tap
        // does not turn it round again.
        let is_muted = match action {
            "on" => false,
            "off" => true,
            _ => return Err(stale().into()),
        };
        notify::set_muted(ui.tx, partner, topic, is_muted).await?;
        ui.toast("saved");
        Ok(Next::Stay)
    }
}

fn label_key(topic: Topic) -> &'static str {
    match topic {
        Topic::Questions => "topic-questions",
        Topic::Trouble => "topic-trouble",
        Topic::Trial => "topic-trial",
        Topic::Tips => "topic-tips",
        Topic::Reports => "topic-reports",
        Topic::News => "topic-news",
    }
}
