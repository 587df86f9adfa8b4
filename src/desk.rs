//! `sellercloudx jobs`.
#![expect(clippy::print_stdout, reason = "a command line prints")]

use anyhow::bail;
use clap::Subcommand;
use scx_jobs::{JobRow, Wanted, cancel, list, retry, show};
use scx_store::Db;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// The newest jobs; the given up ones with --state dead.
    List {
        /// later, ready, blocked, running or dead.
        #[arg(long)]
        state: Option<String>,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Everything about one job.
    Show {
        /// Its id.
        id: String,
    },
    /// A fresh set of attempts, from now on.
    Retry {
        /// Its id.
        id: String,
    },
    /// Remove a job that does not run.
    Cancel {
        /// Its id.
        id: String,
    },
}

pub(crate) async fn run(db: &Db, command: Command) -> anyhow::Result<()> {
    match command {
        Command::List { state, limit } => {
            let wanted = Wanted {
                state,
                ..Wanted::default()
            };
            for job in list(db, &wanted, (limit, 0)).await? {
                println!("{}", line(&job));
            }
        }
        Command::Show { id } => match show(db, &id).await? {
            Some(job) => {
                println!(
                    "{}\nrun_at    {}\npayload   {}",
                    line(&job),
                    job.run_at,
                    job.payload
                );
                println!("error     {}", job.last_error.as_deref().unwrap_or("-"));
            }
            None => bail!("no job {id}"),
        },
        Command::Retry { id } => {
            let mut tx = db.begin().await?;
            if !retry(&mut tx, &id).await? {
                bail!("no dead or waiting job {id}");
            }
            tx.commit().await?;
        }
        Command::Cancel { id } => {
            let mut tx = db.begin().await?;
            if !cancel(&mut tx, &id).await? {
                bail!("no job {id} that could be cancelled");
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

fn line(job: &JobRow) -> String {
    let partner = job.partner.as_deref().unwrap_or("-");
    let (attempts, most) = (job.attempts, job.max_attempts);
    format!(
        "{}  {:8}  {:24}  {attempts}/{most}  {partner}",
        job.id, job.state, job.kind
    )
}
