//! Customers and their answers.

mod answers;
mod kinds;
