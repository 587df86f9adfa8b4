//! scx-world
