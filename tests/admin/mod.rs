//! The admin bot: who may do what, partners, prices, the log.

mod audit;
mod partners;
mod people;
mod rights;
