//! Typing a coupon.

use scx_domain::{Arg, Error, billing};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TypeCoupon {}

impl Screen for TypeCoupon {
    const ID: &'static str = "coupon";
    type Data = ();

    async fn load(&self, _ui: &mut Ui<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn draw((): &(), pen: &Pen<'_>) -> View {
        View::new(pen.t("coupon-ask")).row(back(pen))
    }

    fn samples() -> Vec<()> {
        vec![()]
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        accept(ui, text).await?;
        Ok(Some(Next::Back))
    }
}

/// Puts a coupon into the partner's pocket, and says what it takes off.
pub(in crate::partner) async fn accept(ui: &mut Ui<'_>, text: &str) -> Result<(), Error> {
    let partner = ui.seat()?.id;
    let coupon = billing::pocket(ui.tx, partner, text).await?;
    let args = [
        ("code".to_owned(), coupon.code.as_str().into()),
        ("percent".to_owned(), Arg::Number(coupon.percent)),
    ];
    ui.say_with("coupon-accepted", &args);
    Ok(())
}
