//! Every kind of thing a customer can send.
