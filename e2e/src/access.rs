//! Whether pages can be used by everybody, as far as axe can tell: looked at where stories stand in them already.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::Place;
use crate::browser::Browser;
use crate::wire;

/// What it looks for: WCAG 2.2 AA, and what its makers advise besides.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// What axe finds in the document in which things are done; `None` if that is not a page of ours.
pub(crate) async fn findings(browser: &Browser) -> Result<Option<Vec<String>>> {
    let origin = wire::script(&browser.driver, "return location.origin", vec![]).await?;
    if origin != browser.origin.as_str() {
        return Ok(None);
    }
    let path = Place::root().join("extension/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let run = "return axe.run(document, { runOnly: arguments[0], resultTypes: ['violations'] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id}: ${target} (${failureSummary})`)))";
    let found = wire::script(&browser.driver, &format!("{axe};{run}"), vec![json!(TAGS)]).await?;
    let found = found.as_array().context("axe's answer")?;
    Ok(Some(found.iter().filter_map(Value::as_str).map(|one| one.replace('\n', " ")).collect()))
}

/// A fault made on purpose is found: who does not see it would see no other.
pub(crate) async fn sees(browser: &Browser) -> Result<()> {
    let unname = "const { lang } = document.documentElement; document.documentElement.lang = arguments[0]; return lang";
    let lang = wire::script(&browser.driver, unname, vec!["".into()]).await?;
    let found = findings(browser).await?.context("no page of ours is open")?;
    wire::script(&browser.driver, unname, vec![lang]).await?;
    ensure!(
        found.iter().any(|one| one.starts_with("html-has-lang")),
        "axe misses a page without a language: {found:?}"
    );
    Ok(())
}
