//! What a piece of work may reach.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use scx_kit::{Activity, Clock, Entropy};
use scx_store::Db;

/// The services of the process by type: connectors, registries, caches.
/// Filled once by the composition root.
#[derive(Clone, Default)]
pub struct Services(HashMap<TypeId, Arc<dyn Any + Send + Sync>>);

impl Services {
    /// Adds a service; one per type.
    #[must_use]
    pub fn with<T: Any + Send + Sync>(mut self, service: T) -> Self {
        self.0.insert(TypeId::of::<T>(), Arc::new(service));
        self
    }
}

/// The context of a piece of work. It never grows a field for one capability:
/// whatever a capability needs of the outside is a service.
#[derive(Clone)]
pub struct Cx {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The randomness of this piece of work.
    pub entropy: Arc<dyn Entropy>,
    /// The count of work in progress.
    pub activity: Activity,
    services: Arc<Services>,
}

impl fmt::Debug for Cx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cx").finish_non_exhaustive()
    }
}

impl Cx {
    /// Puts a context together.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        activity: Activity,
        services: Services,
    ) -> Self {
        Self {
            db,
            clock,
            entropy,
            activity,
            services: Arc::new(services),
        }
    }

    /// The service of type `T`.
    ///
    /// # Panics
    /// When the composition root did not provide it: a fault of wiring that
    /// the first test to start the product finds.
    pub fn service<T: Any + Send + Sync>(&self) -> &T {
        self.services
            .0
            .get(&TypeId::of::<T>())
            .and_then(|service| service.downcast_ref())
            .unwrap_or_else(|| panic!("no service {} was provided", type_name::<T>()))
    }

    /// The same context with an own stream of randomness.
    #[must_use]
    pub fn forked(&self, label: &str) -> Self {
        let entropy = self.entropy.fork(label);
        Self {
            db: self.db.clone().with_entropy(entropy.clone()),
            entropy,
            ..self.clone()
        }
    }
}
