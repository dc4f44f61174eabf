//! The whole encoder on networks that are made up.
