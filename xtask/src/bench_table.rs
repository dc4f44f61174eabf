//! What a bench found, as a table for people: a line for each figure, a column for each browser.

use std::fmt::Write as _;

use serde_json::Value;

/// Where a browser has no figure.
const NONE: &str = "–";

/// A figure: what it is called, where it stands, how many digits it has after the point, and its goal.
type Line = (&'static str, &'static [&'static str], usize, &'static str);

const LINES: &[Line] = &[
    ("model's load, relaxed SIMD, ms", &["load_ms", "relaxed"], 0, "≤ 300"),
    ("model's load, simd128, ms", &["load_ms", "simd"], 0, "≤ 300"),
    ("embedding, 16 tokens, ms", &["embed", "16", "ours_ms"], 1, ""),
    ("  onnxruntime-web", &["embed", "16", "ort_ms"], 1, ""),
    ("  ratio", &["embed", "16", "ratio"], 2, "≤ 0.5"),
    ("embedding, 64 tokens, ms", &["embed", "64", "ours_ms"], 1, ""),
    ("  onnxruntime-web", &["embed", "64", "ort_ms"], 1, ""),
    ("  ratio", &["embed", "64", "ratio"], 2, "≤ 0.5"),
    ("embedding, 128 tokens, ms", &["embed", "128", "ours_ms"], 1, ""),
    ("  onnxruntime-web", &["embed", "128", "ort_ms"], 1, ""),
    ("  ratio", &["embed", "128", "ratio"], 2, "≤ 0.5"),
    ("  ratio with simd128, 16 tokens", &["embed_simd128", "16", "ratio"], 2, "≤ 0.9"),
    ("  ratio with simd128, 64 tokens", &["embed_simd128", "64", "ratio"], 2, "≤ 0.9"),
    ("  ratio with simd128, 128 tokens", &["embed_simd128", "128", "ratio"], 2, "≤ 0.9"),
    ("import, turns a second", &["import", "ours_tps"], 1, ""),
    ("  transformers.js", &["import", "peer_tps"], 1, ""),
    ("  ratio", &["import", "ratio"], 2, "≥ 2.5"),
    ("search, 1,000: median, ms", &["search", "1000", "p50_ms"], 2, ""),
    ("  95%", &["search", "1000", "p95_ms"], 2, "≤ 1"),
    ("  recall@10 of vectors", &["search", "1000", "recall_at_10"], 3, "≥ .99"),
    ("  vectors alone", &["search", "1000", "nearest_ms"], 2, ""),
    ("  hnswlib-wasm", &["search", "1000", "peers", "hnswlib", "p50_ms"], 2, ""),
    ("  quickest peer", &["search", "1000", "peer"], 0, ""),
    ("  ratio to it", &["search", "1000", "ratio"], 2, ""),
    ("search, 10,000: median, ms", &["search", "10000", "p50_ms"], 2, ""),
    ("  95%", &["search", "10000", "p95_ms"], 2, "≤ 3"),
    ("  recall@10 of vectors", &["search", "10000", "recall_at_10"], 3, "≥ .99"),
    ("  vectors alone", &["search", "10000", "nearest_ms"], 2, ""),
    ("  hnswlib-wasm", &["search", "10000", "peers", "hnswlib", "p50_ms"], 2, ""),
    ("  quickest peer", &["search", "10000", "peer"], 0, ""),
    ("  ratio to it", &["search", "10000", "ratio"], 2, ""),
    ("search, 100,000: median, ms", &["search", "100000", "p50_ms"], 2, ""),
    ("  95%", &["search", "100000", "p95_ms"], 2, "≤ 15"),
    ("  recall@10 of vectors", &["search", "100000", "recall_at_10"], 3, "≥ .99"),
    ("  vectors alone", &["search", "100000", "nearest_ms"], 2, ""),
    ("  hnswlib-wasm", &["search", "100000", "peers", "hnswlib", "p50_ms"], 2, ""),
    ("  quickest peer", &["search", "100000", "peer"], 0, ""),
    ("  ratio to it", &["search", "100000", "ratio"], 2, ""),
    ("1,000,000 vectors: median, ms", &["search", "1000000", "p50_ms"], 1, ""),
    ("  95%", &["search", "1000000", "p95_ms"], 1, "≤ 60"),
    ("  recall@10", &["search", "1000000", "recall_at_10"], 3, "≥ .99"),
    ("  built, ms", &["build", "1000000", "ours_ms"], 0, ""),
    ("  memory, MB", &["memory_mb", "index", "1000000"], 1, ""),
    ("index of 100,000 built, ms", &["build", "100000", "ours_ms"], 0, ""),
    ("  minisearch", &["build", "100000", "minisearch_ms"], 0, ""),
    ("  orama", &["build", "100000", "orama_ms"], 0, ""),
    ("  hnswlib-wasm", &["build", "100000", "hnswlib_ms"], 0, ""),
    ("  its memory, MB", &["memory_mb", "index", "100000"], 1, "≤ 150"),
    ("waking to a list, 10,000, ms", &["snapshot", "10000", "wake_ms"], 0, "≤ 300"),
    ("  Worker", &["snapshot", "10000", "parts_ms", "worker"], 0, ""),
    ("  module", &["snapshot", "10000", "parts_ms", "module"], 0, ""),
    ("  store opened", &["snapshot", "10000", "parts_ms", "open"], 0, ""),
    ("  index read", &["snapshot", "10000", "parts_ms", "index"], 0, ""),
    ("  first list, by words", &["snapshot", "10000", "parts_ms", "list"], 0, ""),
    ("  then the model", &["snapshot", "10000", "parts_ms", "model"], 0, ""),
    ("  and a list with it", &["snapshot", "10000", "parts_ms", "next_list"], 0, ""),
    ("  on disk, MB", &["snapshot", "10000", "disk_mb"], 1, ""),
    ("  memory with model, MB", &["memory_mb", "engine", "10000"], 1, ""),
    ("waking to a list, 100,000, ms", &["snapshot", "100000", "wake_ms"], 0, ""),
    ("  on disk, MB", &["snapshot", "100000", "disk_mb"], 1, ""),
    ("  memory with model, MB", &["memory_mb", "engine", "100000"], 1, "≤ 150"),
    ("draft to suggestions, median, ms", &["suggest", "p50_ms"], 0, ""),
    ("  95%", &["suggest_p95_ms"], 0, "≤ 50"),
    ("key to frame, textarea, median, ms", &["typing", "textarea", "with", "p50_ms"], 1, ""),
    ("  95%", &["typing", "textarea", "with", "p95_ms"], 1, ""),
    ("  longest task", &["typing", "textarea", "with", "longest_task_ms"], 0, "≤ 50"),
    ("  without Satchel, median", &["typing", "textarea", "without", "p50_ms"], 1, ""),
    ("  without Satchel, 95%", &["typing", "textarea", "without", "p95_ms"], 1, ""),
    ("key to frame, prosemirror, median, ms", &["typing", "prosemirror", "with", "p50_ms"], 1, ""),
    ("  95%", &["typing", "prosemirror", "with", "p95_ms"], 1, ""),
    ("  longest task", &["typing", "prosemirror", "with", "longest_task_ms"], 0, "≤ 50"),
    ("  without Satchel, median", &["typing", "prosemirror", "without", "p50_ms"], 1, ""),
    ("  without Satchel, 95%", &["typing", "prosemirror", "without", "p95_ms"], 1, ""),
    ("list of 100,000, frames over 50 ms", &["list", "frames_late"], 0, "≤ 0"),
    ("  longest frame, ms", &["list", "frame_max_ms"], 0, ""),
    ("  key to what fits, median, ms", &["list", "search_p50_ms"], 0, ""),
    ("  95%", &["list", "search_p95_ms"], 0, "≤ 50"),
    ("module, packed, relaxed, bytes", &["wasm_gz_bytes", "relaxed"], 0, "≤ 1000000"),
    ("module, packed, simd128, bytes", &["wasm_gz_bytes", "simd128"], 0, "≤ 1000000"),
];

/// The table; a figure that no browser has is left out. Beside each figure that has a goal stands whether it is met.
pub(crate) fn of(found: &Value) -> String {
    let browsers: Vec<&String> = found.as_object().map(|all| all.keys().collect()).unwrap_or_default();
    let mut table = String::new();
    let mut line = |name: &str, figures: &[String], goal: &str| {
        let _ = write!(table, "{name:<36}");
        for figure in figures {
            let _ = write!(table, " {figure:>22}");
        }
        let _ = writeln!(table, "  {goal}");
    };
    line("", &browsers.iter().map(|name| (*name).clone()).collect::<Vec<_>>(), "goal");
    for (name, path, digits, goal) in LINES {
        let figures: Vec<String> =
            browsers.iter().map(|browser| figure(&found[*browser], path, *digits, goal)).collect();
        if figures.iter().any(|figure| figure != NONE) {
            line(name, &figures, goal);
        }
    }
    for browser in browsers {
        for (part, why) in found[browser]["failed"].as_object().into_iter().flatten() {
            if let Some(why) = why.as_str() {
                let _ = writeln!(table, "{browser}, {part}: FAILED: {why}");
            }
        }
    }
    table
}

fn figure(found: &Value, path: &[&str], digits: usize, goal: &str) -> String {
    match path.iter().fold(found, |value, name| &value[*name]) {
        Value::Number(number) => number.as_f64().map_or_else(String::new, |number| {
            let met = meets(number, goal).map_or("", |met| if met { " ✓" } else { " ✗" });
            format!("{number:.digits$}{met}")
        }),
        // A peer's name, or why there is no figure.
        Value::String(text) if text.chars().count() <= 22 => text.clone(),
        Value::String(_) => "given up".to_owned(),
        _ => NONE.to_owned(),
    }
}

/// Whether a figure meets its goal; none if it has none. The figure itself is held to it, not its rounded form.
fn meets(figure: f64, goal: &str) -> Option<bool> {
    let (than, bound) = goal.split_once(' ')?;
    let bound: f64 = bound.parse().ok()?;
    match than {
        "≤" => Some(figure <= bound),
        "≥" => Some(figure >= bound),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{LINES, meets, of};

    fn words(table: &str, name: &str) -> Vec<String> {
        let line = table.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_line_has_each_browsers_figure_the_goal_and_whether_it_is_met() {
        let found = json!({
            "chromium": {"embed": {"16": {"ratio": 0.3333}}, "suggest_p95_ms": 31.7},
            "firefox": {"embed": {"16": {"ratio": 0.502}}, "build": {"100000": {"orama_ms": "building takes longer than it may"}}},
        });
        let table = of(&found);
        assert_eq!(words(&table, "  ratio")[1..], ["0.33", "✓", "0.50", "✗", "≤", "0.5"]);
        assert_eq!(words(&table, "  95%")[1..], ["32", "✓", "–", "≤", "50"]);
        assert_eq!(words(&table, "  orama")[1..], ["–", "given", "up"]);
        assert!(!table.contains("import"));
    }

    #[test]
    fn what_failed_is_told_below_and_what_failed_before_is_not() {
        let table = of(&json!({"firefox": {"failed": {"wake": "it took more than 300 s", "embed": null}}}));
        assert!(table.ends_with("firefox, wake: FAILED: it took more than 300 s\n"));
        assert!(!table.contains("embed: FAILED"));
    }

    #[test]
    fn every_goal_can_be_held_against_a_figure() {
        for (name, _, _, goal) in LINES {
            assert_eq!(meets(0.0, goal).is_some(), !goal.is_empty(), "{name}");
        }
        assert_eq!((meets(0.99, "≥ .99"), meets(0.9899, "≥ .99")), (Some(true), Some(false)));
        assert_eq!((meets(50.0, "≤ 50"), meets(50.1, "≤ 50")), (Some(true), Some(false)));
    }
}
