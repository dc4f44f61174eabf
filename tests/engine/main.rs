//! The engine and what it stands on, from outside: one program, as each would be compiled with an engine of its own.

mod backup;
mod conversations;
#[path = "../desk/mod.rs"]
mod desk;
mod escapes;
mod failing;
mod golden;
mod hostile_backup;
mod hostile_sizes;
mod inbox;
mod jobs;
mod marks;
mod merge;
mod migration;
#[path = "../model/mod.rs"]
mod model;
mod models;
mod proposals;
mod quarantine;
mod recast;
mod requests;
mod scopes;
mod transfer;
mod transfer_limits;
mod vault;
mod wording;
mod words;
