//! Ranking memories for a draft, and the decision whether to show any.
