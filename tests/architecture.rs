//! The arrows between the rooms point one way, and only `src/web/` names the web platform.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may use; every room may use those of [`EVERYWHERE`].
const ARROWS: [(&str, &[&str]); 11] = [
    ("crypto", &[]),
    ("text", &[]),
    ("embed", &[]),
    ("vault", &["crypto"]),
    ("index", &["embed", "text"]),
    ("transfer", &["text"]),
    ("recall", &["index", "embed", "text"]),
    ("capture", &["recall", "index", "embed", "text"]),
    ("engine", &["transfer", "capture", "recall", "index", "embed", "vault", "crypto", "text"]),
    ("web", &["engine", "transfer", "recall", "index", "embed", "vault", "crypto"]),
    ("memory", &[]),
];

const EVERYWHERE: [&str; 6] = ["error", "id", "clock", "rng", "codec", "memory"];

const WEB_CRATES: [&str; 6] =
    ["wasm_bindgen", "wasm_bindgen_futures", "js_sys", "web_sys", "serde_wasm_bindgen", "idb"];

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of each room, without comments.
fn rooms() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut rooms = BTreeMap::<String, String>::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
        let text = fs::read_to_string(&file).unwrap();
        let code: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| format!("{line}\n"))
            .collect();
        rooms.entry(first.trim_end_matches(".rs").to_owned()).or_default().push_str(&code);
    }
    rooms
}

/// The rooms that a piece of code names: `crate::room::…` and `use crate::{room, …}`.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let list = rest.strip_prefix('{').and_then(|rest| rest.split('}').next()).unwrap_or(rest);
        let parts: Vec<&str> = if rest.starts_with('{') { list.split(',').collect() } else { vec![list] };
        for part in parts {
            names.push(part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    names
}

#[test]
fn the_arrows_point_one_way() {
    let rooms = rooms();
    for (room, allowed) in ARROWS {
        let code = rooms.get(room).unwrap_or_else(|| panic!("{room} is gone: the table must follow"));
        for name in named(code).into_iter().filter(|name| rooms.contains_key(name) && name != room) {
            let fine = allowed.contains(&name.as_str()) || EVERYWHERE.contains(&name.as_str());
            assert!(fine, "{room} must not know {name}");
        }
    }
    let listed = |room: &str| ARROWS.iter().any(|(name, _)| *name == room) || EVERYWHERE.contains(&room);
    let strangers: Vec<_> = rooms.keys().filter(|room| !listed(room) && *room != "lib").collect();
    assert!(strangers.is_empty(), "rooms without a place in the table: {strangers:?}");
}

#[test]
fn only_web_names_the_web_platform() {
    for (room, code) in rooms().iter().filter(|(room, _)| *room != "web") {
        for name in WEB_CRATES {
            assert!(!code.contains(&format!("{name}::")), "{room} names {name}");
        }
    }
}

#[test]
fn the_reader_of_arrows_sees_them() {
    assert_eq!(named("use crate::vault::Store;\nuse crate::{id, web::X};"), ["vault", "id", "web"]);
}

#[test]
fn only_the_kernel_may_be_unsafe() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let allows = |file: &PathBuf| fs::read_to_string(file).unwrap().contains("allow(unsafe_code)");
    files.retain(allows);
    assert_eq!(files, [root.join("src/embed/kernel.rs")]);
    let library = fs::read_to_string(root.join("src/lib.rs")).unwrap();
    assert!(library.contains("#![deny(unsafe_code)]"));
}

/// Where two versions of a text were never joined, neither is what holds.
#[test]
fn no_page_has_the_marks_of_an_unfinished_merge() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = [root.to_owned(), root.join("docs")].map(|folder| fs::read_dir(folder).unwrap());
    let pages = pages.into_iter().flatten().map(|entry| entry.unwrap().path());
    let pages: Vec<PathBuf> = pages.filter(|path| path.extension().is_some_and(|is| is == "md")).collect();
    assert!(pages.len() >= 5, "{pages:?}");
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        let marked = text.lines().find(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> "));
        assert_eq!(marked, None, "{}", page.display());
    }
}
