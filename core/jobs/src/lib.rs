#![doc = include_str!("../README.md")]

mod bucket;
mod claim;
mod context;
mod desk;
mod duty;
mod engine;
mod enqueue;
mod farewell;
pub mod inbox;
mod job;
mod lag;
mod lane;
pub mod outbox;
mod pace;
mod pause;
mod queue;
mod registry;
mod schedule;
mod settings;
mod slot;
mod turn;

pub use bucket::Bucket;
pub use context::{Cx, Services};
pub use desk::{
    DeadKind, JobRow, Wanted, cancel, dead_kinds, heads, list, retry, retry_kind, show,
};
pub use duty::{Duty, RENEWAL as DUTY_RENEWAL};
pub use engine::Engine;
pub use enqueue::{enqueue, enqueue_at, enqueue_many};
pub use farewell::{HOLDINGS, cancel_all_of, works_for};
pub use job::{Attempt, Batch, Job, Key, Run, Stop, Ticket};
pub use lag::{Lags, Queue};
pub use lane::{Lane, Priority};
pub use pace::{Arrivals, Arriving};
pub use pause::{Paused, pause, paused, resume};
pub use registry::Registry;
pub use schedule::Every;
pub use settings::{EngineSettings, Gather};

/// The statements of this crate, for the prepare test.
pub fn statements() -> Vec<&'static str> {
    [
        enqueue::statements(),
        queue::statements(),
        claim::statements(),
        slot::ALL.to_vec(),
        bucket::statements(),
        duty::ALL.to_vec(),
        schedule::ALL.to_vec(),
        desk::ALL.to_vec(),
        pause::ALL.to_vec(),
        farewell::ALL.to_vec(),
        lag::ALL.to_vec(),
        inbox::statements(),
        outbox::statements(),
    ]
    .concat()
}

/// The meters of this crate.
pub fn meters() -> Vec<scx_kit::Meter> {
    lag::METERS.to_vec()
}
