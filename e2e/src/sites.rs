//! Letting Satchel into a chat's site, as a person does in the dashboard.

use anyhow::{Context as _, Result, bail};
use thirtyfour::By;

use crate::browser::{Browser, PATIENCE, test_id, until};

/// Enables the site of an address.
///
/// # Errors
/// If the dashboard refuses it; the error is the sentence that it says.
pub(crate) async fn enable(browser: &Browser, address: &str) -> Result<()> {
    let pattern = pattern_of(address)?;
    let origin = pattern.trim_end_matches("/*").to_owned();
    browser.allow_asking_for(&pattern).await?;
    browser.open_own("dashboard.html").await?;
    browser.click("nav-sites").await?;
    browser.type_into("site-address", address).await?;
    browser.click("site-add").await?;
    until(&format!("{origin} is in the list of enabled sites"), PATIENCE, async || {
        if let Ok(alert) = browser.driver.find(By::Css(test_id("error"))).await {
            bail!("{address}: {}", alert.text().await?);
        }
        let row = format!("{}[data-origin=\"{origin}\"]", test_id("site"));
        Ok(browser.driver.find(By::Css(row)).await.ok().map(drop))
    })
    .await
}

/// What browsers grant for an address: its host with every port and path.
pub(crate) fn pattern_of(address: &str) -> Result<String> {
    let uri: http::Uri = address.parse().with_context(|| format!("{address:?} is no address"))?;
    let (scheme, host) = (uri.scheme_str().unwrap_or_default(), uri.host().unwrap_or_default());
    if !["http", "https"].contains(&scheme) || host.is_empty() {
        bail!("{address:?} is no address of the web");
    }
    Ok(format!("{scheme}://{}/*", host.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::pattern_of;

    #[test]
    fn a_pattern_has_neither_port_nor_path() {
        for (address, pattern) in [
            ("http://127.0.0.1:7860/chat?x=1", Some("http://127.0.0.1/*")),
            ("https://Chat.Example.org", Some("https://chat.example.org/*")),
            ("http://[::1]:80/", Some("http://[::1]/*")),
            ("ftp://example.org/", None),
            ("chat.example.org", None),
            ("not an address", None),
        ] {
            assert_eq!(pattern_of(address).ok().as_deref(), pattern, "{address}");
        }
    }
}
