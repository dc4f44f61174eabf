//! Fuzzing: every parser of what lies on disk, for a bounded time, by libFuzzer on stable Rust.
//!
//! rustc's own pass counts what code each input reaches (`fuzz/rustc.sh`); no sanitizer is needed where
//! nothing is `unsafe`. The corpora are committed; what a run finds anew stays in `target/fuzz/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::doctor::CPP;
use crate::run::{Count, cargo, command, run};
use crate::system;

/// One for each parser, as in `fuzz/targets/`.
const TARGETS: [&str; 6] = ["record", "header", "manifest", "head", "backup", "frames"];

/// The longest input in bytes; twice the longest that the vault seals at once in everyday use.
const LONGEST: &str = "-max_len=8192";

/// What a target may take of memory and, for one input, of seconds.
const LIMITS: [&str; 2] = ["-rss_limit_mb=256", "-timeout=10"];

/// The most address space, in KiB: a parser that reserves what an input only claims is stopped, even if
/// it never touches it, which counts for no limit of libFuzzer's without a sanitizer.
const SPACE: &str = "393216";

/// Runs every target for so many seconds, and counts those that found nothing.
pub(crate) fn all(seconds: u64, yes: bool) -> (Count, Result<()>) {
    let mut count = Count::default();
    let result = build(yes).and_then(|programs| {
        let mut broken = Vec::new();
        for target in TARGETS {
            match fuzz(&programs, target, seconds) {
                Ok(()) => count.passed += 1,
                Err(error) => {
                    count.failed += 1;
                    broken.push(format!("{error:#}"));
                }
            }
        }
        if broken.is_empty() { Ok(()) } else { bail!("{}", broken.join("; ")) }
    });
    (count, result)
}

/// Makes the committed corpora anew: what the golden vaults hold and what was committed already, as few
/// inputs as reach all of what these reach.
pub(crate) fn minimise(yes: bool) -> Result<()> {
    let programs = build(yes)?;
    let seeds = here().join("seeds");
    run(command(programs.join("seeds")).arg(&seeds))?;
    for target in TARGETS {
        let kept = corpus(target);
        let fresh = here().join("minimised").join(target);
        std::fs::create_dir_all(&fresh)?;
        let mut merge = program(&programs, target);
        merge.args(["-merge=1", LONGEST]).arg(&fresh).arg(seeds.join(target));
        merge.args(Some(&kept).filter(|kept| kept.is_dir()));
        run(&mut merge)?;
        let _ = std::fs::remove_dir_all(&kept);
        std::fs::create_dir_all(&kept)?;
        for input in std::fs::read_dir(&fresh)? {
            let input = input?;
            std::fs::copy(input.path(), kept.join(input.file_name()))?;
        }
        std::fs::remove_dir_all(&fresh)?;
    }
    std::fs::remove_dir_all(&seeds).context("cleaning up the seeds")
}

/// The programs' directory.
fn build(yes: bool) -> Result<PathBuf> {
    system::require(&[CPP], yes)?;
    run(cargo()
        .args(["build", "--package", "satchel-fuzz", "--features", "fuzzing"])
        .env("RUSTC_WORKSPACE_WRAPPER", crate::root().join("fuzz/rustc.sh")))?;
    Ok(crate::target().join("debug"))
}

/// Lints the targets, and what the core opens to them.
pub(crate) fn lint(yes: bool) -> Result<()> {
    system::require(&[CPP], yes)?;
    run(cargo()
        .args(["clippy", "--package", "satchel-fuzz", "--features", "fuzzing", "--", "-D", "warnings"])
        // What `fuzz/rustc.sh` sets: cargo has Clippy in its place here.
        .args(["--cfg", "fuzzing"]))
}

fn fuzz(programs: &Path, target: &str, seconds: u64) -> Result<()> {
    let findings = found(target);
    std::fs::create_dir_all(&findings)?;
    let prefix = format!("-artifact_prefix={}/{target}-", here().display());
    let mut fuzz = program(programs, target);
    fuzz.arg(format!("-max_total_time={seconds}"))
        .args([LONGEST, "-print_final_stats=1", &prefix])
        .args(LIMITS);
    run(fuzz.arg(findings).arg(corpus(target)))
}

fn program(programs: &Path, target: &str) -> Command {
    let mut program = command("sh");
    program.args(["-c", "ulimit -v $1 && shift && exec \"$@\"", "sh", SPACE]).arg(programs.join(target));
    program
}

/// The committed inputs.
fn corpus(target: &str) -> PathBuf {
    crate::root().join("fuzz/corpus").join(target)
}

/// Inputs that were found on this machine.
fn found(target: &str) -> PathBuf {
    here().join("found").join(target)
}

fn here() -> PathBuf {
    crate::target().join("fuzz")
}
