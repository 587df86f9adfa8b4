//! The rules of the house that a machine can check, as tests over the source
//! tree. Each rule is a pure function from a file to findings (`path:line: what`)
//! and stands beside a test which shows that it can fail.

mod doors;
mod functions;
mod keys;
mod layers;
mod licences;
mod locales;
mod migrations;
mod mutants;
mod private;
mod promises;
mod size;
mod source;
mod sql;
mod words;
