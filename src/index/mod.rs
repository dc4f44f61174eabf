//! What makes memories findable: words ([`lexical`]) and meaning ([`dense`]).
