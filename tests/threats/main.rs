//! The threats that Satchel stands up to, one module each, numbered as in SECURITY.md.

#[path = "../desk/mod.rs"]
mod desk;
mod hoard;
mod t05_unread_marks;
mod t08_profile_at_rest;
mod t09_after_repair;
mod t09_deletion;
mod t09_unreadable;
mod t10_forged_rows;
mod t10_tampering;
mod t11_derivation;
mod t15_crashes;
mod t19_secrets;
mod thief;
