//! An invoice as a PDF, in the language of the partner.

use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use scx_domain::Arg;
use scx_domain::accounts::Partner;
use scx_domain::billing::{Invoice, InvoiceState};
use scx_domain::plans::Catalogue;

use crate::fonts;
use crate::meta::plain;
use crate::ui::Pen;

/// A4 in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 56.0;
/// Where what a label names begins.
const VALUES: f32 = 220.0;
const LINE: f32 = 24.0;
const INK: [u8; 3] = [18, 33, 29];
const FAINT: [u8; 3] = [91, 107, 102];
const GREEN: [u8; 3] = [15, 122, 92];
/// Signs of a value that fit into its line.
const WIDEST: usize = 44;

/// The invoice of a partner. `renew` is the link under which the next one is made.
pub(crate) fn invoice(
    pen: &Pen<'_>,
    partner: &Partner,
    (invoice, known): (&Invoice, &Catalogue),
    renew: &str,
) -> Option<Vec<u8>> {
    let regular = Font::new(fonts::TEXT.into(), 0)?;
    let bold = Font::new(fonts::BOLD.into(), 0)?;
    let title = plain(&pen.text("paper-title", &[("name", invoice.name.as_str().into())]));
    let mut document = Document::new();
    let metadata = Metadata::new()
        .title(title.clone())
        .language(pen.language.tag().to_owned())
        .creator("SellerCloudX".to_owned());
    document.set_metadata(metadata);
    let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1)?);
    let mut surface = page.surface();
    let mut top = 84.0;
    write(
        &mut surface,
        (LEFT, top),
        (&bold, 12.0, GREEN),
        "SellerCloudX",
    );
    top += 40.0;
    write(&mut surface, (LEFT, top), (&bold, 22.0, INK), &title);
    top += 2.0 * LINE;
    for (label, value) in rows(pen, partner, (invoice, known)) {
        write(&mut surface, (LEFT, top), (&regular, 11.0, FAINT), &label);
        for line in broken(&value) {
            write(&mut surface, (VALUES, top), (&regular, 11.0, INK), &line);
            top += LINE;
        }
    }
    top += LINE;
    rule(&mut surface, top - 20.0)?;
    let sum = plain(&pen.text("paper-sum", &[("sum", invoice.due_tiyin.into())]));
    write(&mut surface, (LEFT, top + 8.0), (&bold, 16.0, INK), &sum);
    top += 3.0 * LINE;
    let label = plain(&pen.t("paper-renew"));
    write(&mut surface, (LEFT, top), (&bold, 12.0, GREEN), &label);
    write(
        &mut surface,
        (LEFT, top + 18.0),
        (&regular, 9.0, FAINT),
        renew,
    );
    surface.finish();
    let place = Rect::from_ltrb(LEFT, top - 14.0, PAGE.0 - LEFT, top + 22.0)?;
    let target = Target::Action(Action::Link(LinkAction::new(renew.to_owned())));
    page.add_annotation(Annotation::new_link(
        LinkAnnotation::new(place, target),
        Some(label),
    ));
    page.finish();
    document.finish().ok()
}

/// What stands on it: label and value.
fn rows(
    pen: &Pen<'_>,
    partner: &Partner,
    (invoice, known): (&Invoice, &Catalogue),
) -> Vec<(String, String)> {
    let row = |key: &str, value: String| (plain(&pen.t(key)), plain(&value));
    let day = |moment| pen.text("paper-day", &[("day", Arg::Day(moment))]);
    let mut rows = vec![
        row("paper-date", day(invoice.created_at.0)),
        row(
            "paper-buyer",
            pen.text("paper-words", &[("words", partner.name.as_str().into())]),
        ),
        row("paper-plan", pen.tier(known, &invoice.chosen())),
        row(
            "paper-period",
            pen.text(
                "paper-days",
                &[
                    ("period", pen.period(&invoice.period).into()),
                    ("days", Arg::Number(invoice.days)),
                ],
            ),
        ),
        row(
            "paper-list",
            pen.text("paper-money", &[("sum", invoice.list_tiyin.into())]),
        ),
    ];
    if let Some(coupon) = &invoice.coupon {
        let args = [
            ("coupon", coupon.as_str().into()),
            ("sum", invoice.discount().into()),
        ];
        rows.push(row("paper-discount", pen.text("paper-discount-of", &args)));
    }
    rows.push(row("paper-by", pen.way(invoice)));
    let state = match invoice.state {
        InvoiceState::Open => pen.text(
            "paper-open",
            &[("until", Arg::Moment(invoice.expires_at.0))],
        ),
        InvoiceState::Paid => pen.text(
            "paper-paid",
            &[("at", Arg::Moment(invoice.paid_at.unwrap_or(0)))],
        ),
        InvoiceState::Closed => pen.t("paper-closed"),
        InvoiceState::Refunded => pen.t("paper-refunded"),
    };
    rows.push(row("paper-state", state));
    rows
}

fn write(
    surface: &mut Surface<'_>,
    (left, top): (f32, f32),
    (font, size, [red, green, blue]): (&Font, f32, [u8; 3]),
    text: &str,
) {
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }));
    let at = Point::from_xy(left, top);
    // A name may hold signs that no font of ours has.
    let text: String = text.chars().filter(|sign| fonts::has(*sign)).collect();
    surface.draw_text(
        at,
        font.clone(),
        size,
        text.trim(),
        false,
        TextDirection::Auto,
    );
}

fn rule(surface: &mut Surface<'_>, top: f32) -> Option<()> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_ltrb(LEFT, top, PAGE.0 - LEFT, top + 1.0)?);
    surface.draw_path(&path.finish()?);
    Some(())
}

/// A value in lines that fit; a name may be long.
fn broken(value: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in value.split(' ') {
        let last = lines.last_mut().expect("one at least");
        let is_full = last.chars().count() + word.chars().count() >= WIDEST;
        if is_full && !last.is_empty() {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}
