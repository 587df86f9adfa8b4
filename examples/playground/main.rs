//! The product against a fake outside world, with a page of phones.
//!
//! Real router, real jobs, real HTTP clients, real SQLite; only the servers at
//! the other end are the strict fakes of the test suite. Needs no key, no
//! account and no network.

mod server;
mod story;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use scx_fakes::Outside;
use scx_fakes::meta::{InstagramPerson, Product, WhatsAppPerson};
use scx_fakes::telegram::Person;
use scx_jobs::EngineSettings;
use scx_kit::{Activity, Clock, Config, Millis, OsEntropy};
use scx_world::{
    ADMIN_BOT, ADMIN_BOT_TOKEN, INSTAGRAM, NUMBER, OWNER, PARTNER_BOT, PARTNER_BOT_TOKEN, PHONE,
    PlayClock, SECRET_KEY, USERNAME, populate_meta, quoting_model,
};
use sellercloudx::{App, Outer};
use server::{Messenger, Stage};
use tokio::net::TcpListener;
use tokio::runtime::Handle;

/// The seller's Telegram account.
const SELLER: i64 = 1001;
/// The customer's Telegram account.
const CUSTOMER: i64 = 2002;
/// A key that only the fake model provider knows.
const MODEL_KEY: &str = "playground-key-of-the-fake-provider";

/// How the playground was asked to start.
struct Wishes {
    port: u16,
    data: Option<PathBuf>,
    has_models: bool,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments
        .next()
        .is_some_and(|first| first == scx_read::child::COMMAND)
    {
        // The product reads files in a child of its own program, which is this one.
        return scx_read::child::main(arguments);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let outcome = runtime
        .context("the runtime does not start")
        .and_then(|runtime| {
            let wishes = wishes()?;
            runtime.block_on(play(wishes))
        });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "a command line talks to its user")]
fn tell(text: &str) {
    eprintln!("{text}");
}

/// `--port N`, `--data FOLDER`, `--models`: answers come from the fake model
/// provider, which quotes its prompt, instead of the built-in answerer.
fn wishes() -> anyhow::Result<Wishes> {
    let mut wishes = Wishes {
        port: 8080,
        data: None,
        has_models: false,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .with_context(|| format!("{argument} needs a value"))
        };
        match argument.as_str() {
            "--port" => wishes.port = value()?.parse().context("--port needs a number")?,
            "--data" => wishes.data = Some(value()?.into()),
            "--models" => wishes.has_models = true,
            other => {
                anyhow::bail!("unknown argument {other}; known: --port N, --data FOLDER, --models")
            }
        }
    }
    Ok(wishes)
}

async fn play(wishes: Wishes) -> anyhow::Result<()> {
    let temporary = tempfile::tempdir()?;
    let folder = wishes.data.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder).context("the data folder cannot be made")?;
    let clock = PlayClock::default();
    let fake_clock = clock.clone();
    let outside = Outside::start(Arc::new(move || fake_clock.now().0)).await;
    populate(&outside);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let hook = format!("http://{}", listener.local_addr()?);
    let mut config = settings(&outside, &folder, hook);
    if wishes.has_models {
        outside.gemini().add_key(MODEL_KEY);
        outside.gemini().add_model("gemini-3.5-flash-lite");
        outside.gemini().on(quoting_model);
        config.push(("GEMINI_API_KEY", MODEL_KEY.to_owned()));
    }
    let app = App::start(Outer {
        config: Config::new(
            config
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value)),
        ),
        clock: Arc::new(clock.clone()),
        entropy: Arc::new(OsEntropy),
        activity: Activity::default(),
        listener,
        doors: Handle::current(),
        engine: EngineSettings::default(),
        reader: std::env::current_exe()?,
        only: None,
        migrations: scx_store::MIGRATIONS,
    })
    .await?;
    outside.telegram().run_pump();
    outside.meta().run_pump();
    tell(&format!(
        "the playground is at http://127.0.0.1:{}",
        wishes.port
    ));
    tokio::select! {
        served = server::serve(stage(outside, clock), wishes.port) => served?,
        pressed = tokio::signal::ctrl_c() => pressed?,
    }
    app.stop().await;
    Ok(())
}

/// What an operator would set: the hosts are those of the fakes.
fn settings(outside: &Outside, folder: &Path, hook: String) -> Vec<(&'static str, String)> {
    vec![
        ("SECRET_KEY", SECRET_KEY.to_owned()),
        (
            "DATABASE_URL",
            format!("sqlite:{}", folder.join("playground.db").display()),
        ),
        ("TELEGRAM_API_URL", outside.url_of("telegram")),
        ("GRAPH_API_URL", outside.url_of("graph")),
        ("INSTAGRAM_API_URL", outside.url_of("instagram")),
        ("META_FILES_URL", outside.url().to_owned()),
        ("SCX_LLM_GEMINI_BASE_URL", outside.url_of("gemini")),
        (
            "SCX_LLM_OPENAI_BASE_URL",
            format!("{}/v1", outside.url_of("openai")),
        ),
        ("PARTNER_BOT_TOKEN", PARTNER_BOT_TOKEN.to_owned()),
        ("ADMIN_BOT_TOKEN", ADMIN_BOT_TOKEN.to_owned()),
        ("ADMIN_ID", OWNER.to_string()),
        ("MAIL_HOST", outside.smtp().host().to_owned()),
        ("MAIL_PORT", outside.smtp().port().to_string()),
        ("MAIL_TLS", "none".to_owned()),
        (
            "MAIL_FROM",
            "SellerCloudX <noreply@sellercloudx.example>".to_owned(),
        ),
        ("WEBHOOK_BASE_URL", hook),
    ]
}

/// Three people, the product's own bots, and the seller's accounts at Meta.
fn populate(outside: &Outside) {
    populate_meta(outside);
    let telegram = outside.telegram();
    telegram.add_bot(
        PARTNER_BOT_TOKEN,
        PARTNER_BOT,
        "sellercloudx_bot",
        "SellerCloudX",
    );
    telegram.add_bot(
        ADMIN_BOT_TOKEN,
        ADMIN_BOT,
        "sellercloudx_admin_bot",
        "SellerCloudX Admin",
    );
    let people = [
        (SELLER, "Lola", "998901234567"),
        (OWNER, "Otabek", "998901110090"),
        (CUSTOMER, "Aziz", "998935550011"),
    ];
    for (id, name, phone) in people {
        telegram.add_person(Person {
            id,
            first_name: name.to_owned(),
            last_name: None,
            username: None,
            language_code: Some("uz".to_owned()),
            phone: phone.to_owned(),
        });
    }
}

/// The customer's conversations with the seller's number and account.
fn messengers(outside: &Outside) -> Vec<Messenger> {
    let meta = outside.meta();
    let on_whatsapp = meta.whatsapp_person(WhatsAppPerson::with_phone("998935550011", "Aziz"));
    let on_instagram = meta.instagram_person(InstagramPerson::new("20000000000000002", "aziz"));
    vec![
        Messenger {
            id: "whatsapp",
            product: Product::WhatsApp,
            shop: "WhatsApp",
            handle: PHONE.to_owned(),
            talk: meta.talk(NUMBER, &on_whatsapp),
        },
        Messenger {
            id: "instagram",
            product: Product::Instagram,
            shop: USERNAME,
            handle: format!("@{USERNAME}"),
            talk: meta.talk(INSTAGRAM, &on_instagram),
        },
    ]
}

fn stage(outside: Outside, clock: PlayClock) -> Stage {
    let (now, mover) = (clock.clone(), clock);
    let story_outside = outside.clone();
    let moved = outside.clone();
    let messengers = messengers(&outside);
    Stage {
        outside,
        now: Arc::new(move || now.now().0),
        advance: Arc::new(move |span_ms| {
            mover.advance(Millis(span_ms));
            moved.release_due();
            Box::pin(std::future::ready(()))
        }),
        partner_bot: PARTNER_BOT,
        admin_bot: ADMIN_BOT,
        seller: SELLER,
        admin: OWNER,
        customer: CUSTOMER,
        messengers,
        story: Arc::new(move || Box::pin(story::show(story_outside.clone()))),
    }
}
