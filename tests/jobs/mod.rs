//! The conformance suite of the job engine and of the store below it. It runs
//! on both databases; where PostgreSQL allows a second process, two engines
//! share the work.

mod attempts;
mod batches;
mod buckets;
mod crowd;
mod database;
mod duties;
mod leases;
mod letters;
mod lines;
mod once;
mod pauses;
mod schedules;
mod workshop;
