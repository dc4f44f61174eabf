//! Keys, tokens, passwords, card and bank numbers: told to a chat once is no reason to keep them.
//!
//! What makers of keys put before them is in a table, each from its maker's own pages; numbers are known by the
//! check digits of ISO/IEC 7812 (Luhn) and ISO 13616 (IBAN).

use std::iter;

use crate::text::{normalise, tokenise};

/// Whether a text has a secret in it: a key or token that a machine takes for somebody, words that come with a
/// password, or a number with the check digits of a payment card or a bank account.
pub fn holds_one(text: &str) -> bool {
    has_key(text) || speaks_of_password(text) || has_card(text) || has_iban(text)
}

/// What a key begins with, and the fewest characters that follow in a real one.
#[rustfmt::skip]
const KEYS: [(&str, usize); 54] = [
    // Models.
    ("sk-", 20), ("sess-", 30), ("hf_", 20), ("gsk_", 20), ("r8_", 20), ("xai-", 20), ("pplx-", 20),
    ("tvly-", 16), ("nvapi-", 20), ("AIza", 30), ("ya29.", 20),
    // Code.
    ("ghp_", 20), ("gho_", 20), ("ghu_", 20), ("ghs_", 20), ("ghr_", 20), ("github_pat_", 20), ("glpat-", 16),
    ("npm_", 20), ("pypi-", 20), ("rubygems_", 20), ("dckr_pat_", 20), ("sntrys_", 20), ("sntryu_", 20),
    ("figd_", 20), ("PMAK-", 20), ("lin_api_", 20), ("ntn_", 20), ("phx_", 20), ("glsa_", 20),
    // Clouds.
    ("AKIA", 16), ("ASIA", 16), ("dop_v1_", 20), ("doo_v1_", 20), ("dor_v1_", 20), ("hvs.", 20), ("atlasv1.", 20),
    ("nfp_", 20), ("tskey-", 16), ("CFPAT-", 20), ("fo1_", 20),
    // Money.
    ("sk_live_", 16), ("sk_test_", 16), ("rk_live_", 16), ("rk_test_", 16), ("whsec_", 20), ("sq0atp-", 16),
    ("sq0csp-", 16), ("shpat_", 20), ("shpss_", 20),
    // Talk.
    ("xoxb-", 16), ("xoxp-", 16), ("xapp-", 16), ("SG.", 20),
];

/// What says that a block of letters is a private key.
const BLOCKS: [&str; 3] = ["-----BEGIN ", "AGE-SECRET-KEY-1", "PuTTY-User-Key-File"];

fn has_key(text: &str) -> bool {
    BLOCKS.iter().any(|block| text.contains(block)) || text.split(|c| !in_key(c)).any(has_one_at_a_joint)
}

/// What may stand in a key may also stand before one: the underscore of an emphasis, the points of a pause.
fn has_one_at_a_joint(word: &str) -> bool {
    let joints = word.match_indices(['-', '_', '.']).map(|(at, _)| &word[at + 1..]);
    iter::once(word).chain(joints).any(is_key)
}

fn in_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn is_key(word: &str) -> bool {
    let begins =
        |(prefix, least): &(&str, usize)| word.strip_prefix(prefix).is_some_and(|rest| rest.len() >= *least);
    KEYS.iter().any(begins) || is_web_token(word)
}

/// A JSON Web Token (RFC 7519): three parts, of which the first two begin like `{"`.
fn is_web_token(word: &str) -> bool {
    let mut parts = word.split('.');
    let like_json = |part: Option<&str>| part.is_some_and(|part| part.starts_with("eyJ") && part.len() > 8);
    like_json(parts.next()) && like_json(parts.next())
}

#[rustfmt::skip]
const PASSWORDS: [&[&str]; 23] = [
    &["password"], &["passwords"], &["passphrase"], &["passcode"], &["pin", "code"], &["pin", "is"],
    &["my", "pin"], &["cvv"], &["cvc"], &["seed", "phrase"], &["recovery", "phrase"], &["recovery", "key"],
    &["private", "key"], &["secret", "key"], &["api", "key"], &["access", "token"], &["mot", "de", "passe"], &["mdp"],
    &["mots", "de", "passe"], &["code", "secret"], &["code", "pin"], &["clé", "privée"], &["code", "confidentiel"],
];

fn speaks_of_password(text: &str) -> bool {
    let words: Vec<String> = tokenise(text).into_iter().map(|word| normalise(word.text)).collect();
    PASSWORDS.iter().any(|phrase| words.windows(phrase.len()).any(|window| window.iter().eq(*phrase)))
}

/// Thirteen to nineteen digits in a row, in groups or not, with Luhn's check digit. Other figures may stand beside
/// them: a card's month, its code.
fn has_card(text: &str) -> bool {
    let groups = runs(text, |c| c.is_ascii_digit());
    groups.iter().any(|groups| {
        (0..groups.len()).any(|from| {
            let mut digits = String::new();
            groups.iter().skip(from).any(|group| {
                digits.push_str(group);
                (13..=19).contains(&digits.len()) && luhn(&digits)
            })
        })
    })
}

/// Groups of such characters that stand in a row, with single spaces or hyphens between them.
fn runs(text: &str, is_part: impl Fn(char) -> bool) -> Vec<Vec<String>> {
    let mut runs = vec![vec![String::new()]];
    let mut gap = false;
    for c in text.chars() {
        let Some(run) = runs.last_mut() else { break };
        match (is_part(c), run.last_mut()) {
            (true, Some(group)) => {
                if gap {
                    run.push(c.into());
                } else {
                    group.push(c);
                }
                gap = false;
            }
            (false, Some(group)) if is_gap(c) && !gap && !group.is_empty() => gap = true,
            _ => {
                runs.push(vec![String::new()]);
                gap = false;
            }
        }
    }
    runs
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (u32::from(digit - b'0'), at % 2) {
            (digit, 0) => digit,
            (digit, _) => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    // A row of one digit is a placeholder, and passes the check.
    sum.is_multiple_of(10) && digits.bytes().any(|digit| Some(digit) != digits.bytes().next())
}

/// Two letters, two digits, eleven to thirty more, with the remainder of ISO 7064 mod 97-10.
fn has_iban(text: &str) -> bool {
    let at_word = |at: usize| at == 0 || text[..at].ends_with(|c: char| !c.is_alphanumeric());
    text.char_indices().filter(|(at, c)| c.is_ascii_alphabetic() && at_word(*at)).any(|(at, _)| {
        let bare: String = text[at..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || is_gap(*c))
            .filter(|c| !is_gap(*c))
            .map(|c| c.to_ascii_uppercase())
            .take(34)
            .collect();
        // Words may stand after it.
        (15..=bare.len()).any(|length| bare.get(..length).is_some_and(is_iban))
    })
}

/// What stands between the groups of a number.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '-' | '\u{a0}' | '\u{202f}')
}

fn is_iban(bare: &str) -> bool {
    let (head, tail) = bare.split_at(4);
    let shaped = head.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && head.bytes().skip(2).all(|b| b.is_ascii_digit())
        && tail.bytes().filter(u8::is_ascii_digit).count() >= 8;
    let value = |c: char| c.to_digit(36).unwrap_or(0);
    let remainder = tail.chars().chain(head.chars()).fold(0, |rest, c| match value(c) {
        digit @ 0..=9 => (rest * 10 + digit) % 97,
        letter => (rest * 100 + letter) % 97,
    });
    shaped && remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// So that no scanner takes the tests for a leak, the keys are put together here.
    fn key(prefix: &str) -> String {
        format!("{prefix}{}", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6")
    }

    #[test]
    fn every_prefix_is_known_and_its_beginning_alone_is_none() {
        for (prefix, least) in KEYS {
            let said = format!("use {} for now", key(prefix));
            assert!(holds_one(&said), "{prefix}");
            let short = format!("use {prefix}{} for now", "a".repeat(least - 1));
            assert!(!holds_one(&short), "{prefix}");
        }
        for around in ["KEY=\"?\"", "[?]", "?!", "«?»", "{?}"] {
            assert!(holds_one(&around.replace('?', &key("sk-proj-"))), "{around}");
        }
        assert!(holds_one("-----BEGIN OPENSSH PRIVATE KEY-----"));
        assert!(holds_one("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."));
    }

    #[test]
    fn passwords_are_known_by_the_words_around_them() {
        for text in
            ["My password is swordfish", "le mot de passe du wifi est lapin", "my PIN is 4711", "API key: x"]
        {
            assert!(holds_one(text), "{text}");
        }
        assert!(!holds_one("She wore a pin on her coat"));
    }

    #[test]
    fn numbers_are_known_by_their_check_digits() {
        // Numbers that card networks and the IBAN registry publish as examples.
        for text in [
            "my card is 4111 1111 1111 1111, thanks",
            "it is 4111 1111 1111 1111 12/27",
            "4111 1111 1111 1111 123",
            "12 4111-1111-1111-1111 12 27",
            "5555-5555-5555-4444",
            "378282246310005",
            "Transfer it to DE89 3704 0044 0532 0130 00 PLEASE",
            "GB29NWBK60161331926819",
            "DE89\u{a0}3704\u{a0}0044\u{a0}0532\u{a0}0130\u{a0}00",
            "FR14 2004 1010 0505 0001 3M02 606.",
            "fr14 2004-1010-0505-0001-3m02-606 please",
        ] {
            assert!(holds_one(text), "{text}");
        }
        for text in [
            "my card is 4111 1111 1111 1112",
            "0000 0000 0000 0000",
            "call me at 06 12 34 56 78",
            "order 20261127000123456789012",
            "DE89 3704 0044 0532 0130 02",
            "I was born on 1990-05-01 and moved on 2014-09-13",
        ] {
            assert!(!holds_one(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,80}") {
            let _ = holds_one(&text);
        }

        #[test]
        fn a_card_is_found_wherever_it_stands(before in "[a-z ]{0,20}", after in "[a-z .]{0,20}") {
            let text = format!("{before} 4242424242424242 {after}");
            prop_assert!(holds_one(&text));
        }
    }
}
