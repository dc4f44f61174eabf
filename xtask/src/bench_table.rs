//! What a bench found, as a table for people: a line for each figure, a column for each browser.

use std::fmt::Write as _;

use serde_json::Value;

/// A figure: what it is called, where it stands, how many digits it has after the point, and its goal.
type Line = (&'static str, &'static [&'static str], usize, &'static str);

const LINES: [Line; 56] = [
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
    ("  quickest peer", &["search", "1000", "peer"], 0, ""),
    ("  ratio to it", &["search", "1000", "ratio"], 2, ""),
    ("search, 10,000: median, ms", &["search", "10000", "p50_ms"], 2, ""),
    ("  95%", &["search", "10000", "p95_ms"], 2, "≤ 3"),
    ("  recall@10 of vectors", &["search", "10000", "recall_at_10"], 3, "≥ .99"),
    ("  quickest peer", &["search", "10000", "peer"], 0, ""),
    ("  ratio to it", &["search", "10000", "ratio"], 2, ""),
    ("search, 100,000: median, ms", &["search", "100000", "p50_ms"], 2, ""),
    ("  95%", &["search", "100000", "p95_ms"], 2, "≤ 15"),
    ("  recall@10 of vectors", &["search", "100000", "recall_at_10"], 3, "≥ .99"),
    ("  quickest peer", &["search", "100000", "peer"], 0, ""),
    ("  ratio to it", &["search", "100000", "ratio"], 2, ""),
    ("index of 100,000 built, ms", &["build", "100000", "ours_ms"], 0, ""),
    ("  minisearch", &["build", "100000", "minisearch_ms"], 0, ""),
    ("  orama", &["build", "100000", "orama_ms"], 0, ""),
    ("  its memory, MB", &["memory_mb", "index", "100000"], 1, "≤ 150"),
    ("waking, 10,000, ms", &["snapshot", "10000", "wake_ms"], 0, "≤ 300"),
    ("  on disk, MB", &["snapshot", "10000", "disk_mb"], 1, ""),
    ("  memory with model, MB", &["memory_mb", "engine", "10000"], 1, ""),
    ("waking, 100,000, ms", &["snapshot", "100000", "wake_ms"], 0, ""),
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
    ("module, packed, relaxed, bytes", &["wasm_gz_bytes", "relaxed"], 0, "≤ 1000000"),
    ("module, packed, simd128, bytes", &["wasm_gz_bytes", "simd128"], 0, "≤ 1000000"),
];

/// The table; a figure that no browser has is left out.
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
            browsers.iter().map(|browser| figure(&found[*browser], path, digits)).collect();
        if figures.iter().any(|figure| figure != "–") {
            line(name, &figures, goal);
        }
    }
    table
}

fn figure(found: &Value, path: &[&str], digits: usize) -> String {
    match path.iter().fold(found, |value, name| &value[*name]) {
        Value::Number(number) => {
            number.as_f64().map_or_else(String::new, |number| format!("{number:.digits$}"))
        }
        // A peer's name, or why there is no figure.
        Value::String(text) if text.chars().count() <= 22 => text.clone(),
        Value::String(_) => "given up".to_owned(),
        _ => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::of;

    #[test]
    fn a_line_has_each_browsers_figure_and_the_goal() {
        let found = json!({
            "chromium": {"embed": {"16": {"ratio": 0.3333}}, "suggest_p95_ms": 31.7},
            "firefox": {"embed": {"16": {"ratio": 0.4}}, "build": {"100000": {"orama_ms": "building takes longer than it may"}}},
        });
        let table = of(&found);
        let line = |name: &str| {
            let line = table.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(line("  ratio")[1..], ["0.33", "0.40", "≤", "0.5"]);
        assert_eq!(line("  95%")[1..], ["32", "–", "≤", "50"]);
        assert_eq!(line("  orama")[1..], ["–", "given", "up"]);
        assert!(!table.contains("import"));
    }
}
