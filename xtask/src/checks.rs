//! Everything that must pass before a change is good.
//!
//! Each step is said with its time. A step that fails does not hide the next ones, and what could
//! not run because of it counts as failed.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::doctor::{COMPILER, NODE};
use crate::run::{Count, cargo, count, output, run, step};
use crate::stories::{self, Browser};
use crate::wasm::{self, Choice, Compiler, Module};
use crate::{extension, fuzz, model, system};

/// For how many seconds each parser is fuzzed.
const FUZZED: u64 = 5;

/// What became of the steps.
#[derive(Default)]
struct Summary {
    count: Count,
    failed: Vec<String>,
    lines: Vec<String>,
}

impl Summary {
    /// A step that passes or fails as a whole: it counts as one test.
    fn check(&mut self, name: &str, act: impl FnOnce() -> Result<()>) -> bool {
        self.tests(name, || match act() {
            Ok(()) => (Count::passed(1), Ok(())),
            Err(error) => (Count::default(), Err(error)),
        })
    }

    /// A step that counts its own tests. One that counts none has failed: it ran nothing.
    fn tests(&mut self, name: &str, act: impl FnOnce() -> (Count, Result<()>)) -> bool {
        let start = Instant::now();
        let mut count = Count::default();
        let result = step(name, || {
            let (counted, result) = act();
            count = counted;
            result?;
            if count.passed == 0 {
                bail!("no test ran");
            }
            Ok(())
        });
        if result.is_err() && count.failed == 0 {
            count.failed = 1;
        }
        self.count.passed += count.passed;
        self.count.failed += count.failed;
        if result.is_err() {
            self.failed.push(name.to_owned());
        }
        self.lines.push(format!(
            "  {:<6} {name}: {} passed, {} failed, {:.0} s",
            if result.is_ok() { "ok" } else { "FAILED" },
            count.passed,
            count.failed,
            start.elapsed().as_secs_f64(),
        ));
        self.lines.extend(count.failures.into_iter().map(|line| format!("    {line}")));
        self.lines.extend(result.as_ref().err().map(|error| format!("    {error:#}")));
        result.is_ok()
    }

    /// Something that could not be tried because of what failed before it.
    fn prevented(&mut self, name: &str) {
        self.count.failed += 1;
        self.failed.push(name.to_owned());
        self.lines.push(format!("  FAILED {name}: could not run because of the failures above"));
    }
}

/// Steps that cannot run where one before them failed, by the names under which they are told.
const RULES: &str = "types, rules and layout of the TypeScript sources";
const UNITS: &str = "tests of the TypeScript sources";
const EXTENSION: &str = "the extension";
const STORIES: &str = "stories from end to end, in both browsers";
const SLOW: &str = "crashes, shredding, full disks and what they leave, in both browsers";

/// Runs all of it; what takes long only if it is asked for.
///
/// # Errors
/// If anything failed.
pub(crate) fn all(myself: &Path, yes: bool, slow: bool) -> Result<()> {
    let start = Instant::now();
    step("what is needed", || system::require(&[COMPILER, NODE], yes))?;
    let compiler = step("a compiler for WebAssembly", || wasm::choose(Choice::Auto, yes))?;
    let mut summary = Summary::default();

    summary.check("layout of the Rust sources", || run(cargo().args(["fmt", "--all", "--check"])));
    // The model comes before what encodes with it, in tests of the browser built into them.
    let model = summary.check("the language model", || extension::place_model(yes));
    summary.check("the language model for many languages", || {
        model::ensure_that(model::Which::Multilingual, yes).map(drop)
    });
    summary.check("clippy", || clippy(compiler, yes));
    summary.tests("tests on this machine", || count(cargo().args(["test", "--workspace", "--no-fail-fast"])));
    let wasm = summary.check("the core as WebAssembly, and its committed declarations", || {
        wasm::build(compiler)?;
        wasm::check_declarations()
    });
    summary.tests("fuzzing, a few seconds for each parser", || fuzz::all(FUZZED, yes));
    // Cargo keeps one library for both modules: whichever was built last is there, and each change of module costs minutes.
    for (browser, module) in [
        (Browser::Chromium, Module::Relaxed),
        (Browser::Firefox, Module::Relaxed),
        (Browser::Chromium, Module::Simd),
        (Browser::Firefox, Module::Simd),
    ] {
        let name = format!("tests of the core in {}{}", browser.name(), module.means());
        summary.tests(&name, || in_browser(compiler, module, browser, myself, yes));
    }
    let packages = summary.check("npm packages", extension::install);
    let mut built = false;
    if packages {
        summary.check(RULES, extension::check);
        summary.tests(UNITS, extension::test);
        built = summary.check(EXTENSION, extension::pack);
    } else {
        for name in [RULES, UNITS, EXTENSION] {
            summary.prevented(name);
        }
    }
    let playable = built && model && wasm;
    if playable {
        summary.tests(STORIES, || stories::test(yes));
    } else {
        summary.prevented(STORIES);
    }
    if slow && playable {
        summary.tests(SLOW, || stories::slow(yes));
    } else if slow {
        summary.prevented(SLOW);
    }

    println!("\n── all of it, in {:.0} s", start.elapsed().as_secs_f64());
    println!("{}\n", summary.lines.join("\n"));
    println!("{} passed, {} failed", summary.count.passed, summary.count.failed);
    if summary.failed.is_empty() { Ok(()) } else { bail!("failed: {}", summary.failed.join("; ")) }
}

/// Lints, for this machine and, where the compiler has them, for WebAssembly.
fn clippy(compiler: Compiler, yes: bool) -> Result<()> {
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    fuzz::lint(yes)?;
    match compiler {
        Compiler::Own => run(compiler.cargo("clippy").args([
            "--release",
            "--features",
            "bench",
            "--lib",
            "--test",
            "web",
            "--",
            "-D",
            "warnings",
        ])),
        Compiler::Debian => {
            println!("  clippy for WebAssembly: Debian's compiler brings none, so that part did not run");
            Ok(())
        }
    }
}

/// The tests of `tests/web.rs`, in a Worker of a real browser.
fn in_browser(
    compiler: Compiler,
    module: Module,
    browser: Browser,
    myself: &Path,
    yes: bool,
) -> (Count, Result<()>) {
    let driver = browser.ensure(yes).and_then(|()| match browser {
        Browser::Chromium => output(crate::run::command("which").arg("chromedriver")),
        Browser::Firefox => system::geckodriver().map(|path| path.display().to_string()),
    });
    let driver = match driver {
        Ok(driver) => driver.trim().to_owned(),
        Err(error) => return (Count::default(), Err(error)),
    };
    let variable = match browser {
        Browser::Chromium => "CHROMEDRIVER",
        Browser::Firefox => "GECKODRIVER",
    };
    let runner = format!("{} wasm-test-runner", myself.display());
    count(
        compiler
            .cargo("test")
            .args(["--release", "--test", "web"])
            .args(module.arguments())
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env_remove("CHROMEDRIVER")
            .env_remove("GECKODRIVER")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
            .env(variable, driver),
    )
}

#[cfg(test)]
mod tests {
    use super::{Summary, UNITS};

    #[test]
    fn a_step_that_could_not_run_is_named_and_has_failed() {
        let mut summary = Summary::default();
        summary.prevented(UNITS);
        assert_eq!((summary.count.passed, summary.count.failed), (0, 1));
        assert_eq!(summary.failed, [UNITS]);
        assert!(summary.lines[0].contains(UNITS) && summary.lines[0].contains("could not run"));
    }
}
