//! The processes of the product, one of which is killed at a time.

use std::time::Duration;

use anyhow::Context;

use crate::stage::{Product, Stage, Start};

/// The processes, each at its port.
pub(super) struct Processes<'a> {
    stage: &'a Stage,
    ports: Vec<u16>,
    /// With the number of the start; none while one is dead.
    running: Vec<Option<(u32, Product)>>,
    last_run: u32,
    /// The longest from a start to ready.
    pub(super) slowest_start: Duration,
}

impl<'a> Processes<'a> {
    /// Starts a process at each port.
    pub(super) async fn start(stage: &'a Stage, ports: &[u16]) -> anyhow::Result<Self> {
        let mut processes = Self {
            stage,
            ports: ports.to_vec(),
            running: ports.iter().map(|_| None).collect(),
            last_run: 0,
            slowest_start: Duration::ZERO,
        };
        for at in 0..ports.len() {
            processes.start_again(at).await?;
        }
        Ok(processes)
    }

    /// How many places there are.
    pub(super) fn count(&self) -> usize {
        self.ports.len()
    }

    /// The place of a start of the product, if it lives.
    pub(super) fn place_of(&self, run: u32) -> Option<usize> {
        let is_it = |process: &Option<(u32, Product)>| {
            process.as_ref().is_some_and(|(number, _)| *number == run)
        };
        self.running.iter().position(is_it)
    }

    /// Starts the process of a place.
    pub(super) async fn start_again(&mut self, at: usize) -> anyhow::Result<()> {
        self.last_run += 1;
        let (port, run) = (self.ports[at], self.last_run);
        let product = self.stage.start_as(Start { port, run }, true).await?;
        self.slowest_start = self.slowest_start.max(product.ready_after);
        self.running[at] = Some((run, product));
        Ok(())
    }

    /// SIGKILL; returns which start it was once it is surely gone.
    pub(super) async fn kill(&mut self, at: usize) -> anyhow::Result<u32> {
        let (run, product) = self.running[at].take().context("it was dead already")?;
        product.kill().await?;
        Ok(run)
    }

    /// Asks all to end.
    pub(super) async fn stop(self) -> anyhow::Result<()> {
        for (_, product) in self.running.into_iter().flatten() {
            product.stop().await?;
        }
        Ok(())
    }
}
