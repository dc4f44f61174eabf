//! Running other programs: what is run is said, and a failure names it.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

/// A command in the repository's root.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(crate::root());
    command
}

/// The cargo that runs this program, or the one on the path.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs it with its output going to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = written(command);
    println!("  $ {line}");
    let status = command.status().with_context(|| format!("cannot run {line}"))?;
    if !status.success() {
        bail!("{line}: {status}");
    }
    Ok(())
}

/// Runs it and gives what it wrote to its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = written(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {line}"))?;
    if !output.status.success() {
        bail!("{line}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// How many tests passed and failed, and what was said of those that failed.
#[derive(Clone, Default)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    /// A line for each: long output is cut at its beginning, and the end of a run has to tell what failed in it.
    pub(crate) failures: Vec<String>,
    /// Whether the last line was a failure's: the next one may say why.
    told: bool,
}

/// Runs it as [`run`] does, and counts the tests in its `test result:` lines.
pub(crate) fn count(command: &mut Command) -> (Count, Result<()>) {
    let mut count = Count::default();
    let result = run_counting(command, &mut count);
    (count, result)
}

fn run_counting(command: &mut Command, count: &mut Count) -> Result<()> {
    let line = written(command);
    println!("  $ {line}");
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot run {line}"))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            println!("{line}");
            count.add(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("{line}: {status}");
    }
    Ok(())
}

impl Count {
    /// So many that passed, and none that failed.
    pub(crate) fn passed(passed: usize) -> Self {
        Self { passed, ..Self::default() }
    }

    /// Adds what a line of the form `test result: ok. 3 passed; 0 failed; …` says, or one of
    /// node's `ℹ pass 3` and `# fail 0`; any other says nothing.
    fn add(&mut self, line: &str) {
        let why = std::mem::take(&mut self.told) && line.starts_with("    ");
        self.told = (line.starts_with("test ") && line.contains(" ... FAILED")) || line.starts_with("✖ ");
        if why || self.told {
            self.failures.push(line.to_owned());
        }
        if let ["ℹ" | "#", what, number] = line.split_whitespace().collect::<Vec<_>>()[..] {
            let number = number.parse().unwrap_or(0);
            match what {
                "pass" => self.passed += number,
                "fail" => self.failed += number,
                _ => {}
            }
        }
        let Some((_, counts)) = line.split_once("test result: ") else { return };
        let number_before = |word: &str| {
            let before = counts.split(word).next()?;
            before.split_whitespace().next_back()?.parse::<usize>().ok()
        };
        self.passed += number_before(" passed").unwrap_or(0);
        self.failed += number_before(" failed").unwrap_or(0);
    }
}

/// Does something under a heading, and says how long it took.
pub(crate) fn step<T>(name: &str, act: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n── {name}");
    let start = Instant::now();
    let result = act();
    let seconds = start.elapsed().as_secs_f64();
    match &result {
        Ok(_) => println!("── {name}: done in {seconds:.1} s"),
        Err(error) => println!("── {name}: FAILED after {seconds:.1} s: {error:#}"),
    }
    result
}

fn written(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let root = crate::root();
    let root = format!("{}/", root.display());
    words.map(|word| word.to_string_lossy().replace(&root, "")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn results_of_cargo_of_the_browser_runner_and_of_node_are_counted() {
        let mut count = Count::default();
        count.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        count.add("    test result: FAILED. 3 passed; 2 failed; 0 ignored");
        count.add("ℹ pass 4");
        count.add("# fail 1");
        count.add("test sealing::opens ... ok");
        assert_eq!((count.passed, count.failed), (19, 3));
    }

    #[test]
    fn what_failed_is_kept_with_its_reason() {
        let mut count = Count::default();
        for line in [
            "test firefox: a site is enabled ... FAILED (20.1 s)",
            "    the popup waited 20 s",
            "    and no picture of it",
            "test sealing::opens ... ok",
            "    1.2 s  chromium: locked",
            "test sealing::closes ... FAILED",
            "test chromium: a backup is made ... ok (1.0 s)",
        ] {
            count.add(line);
        }
        assert_eq!(
            count.failures,
            [
                "test firefox: a site is enabled ... FAILED (20.1 s)",
                "    the popup waited 20 s",
                "test sealing::closes ... FAILED",
            ]
        );
    }
}
