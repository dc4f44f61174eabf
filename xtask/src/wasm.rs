//! The core as WebAssembly: compiled, bound to JavaScript, put where the extension finds it.
//!
//! The compiler in use builds it where rustup can give it the target. Where that cannot be
//! fetched, Debian's own compiler does, which brings the sources of the standard library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use wasm_bindgen_cli_support::Bindgen;

use crate::run::{cargo, command, output, run};
use crate::system::{self, Need, on_path};

const TARGET: &str = "wasm32-unknown-unknown";

/// What to do where no compiler can build it.
pub(crate) const REMEDY: &str =
    "rustup target add wasm32-unknown-unknown, or apt-get install rustc-web cargo-web rust-web-src lld-19";

/// Debian's compiler, with what it takes to build the standard library for a target it does not
/// ship.
const DEBIAN: Need = Need {
    what: "a compiler for WebAssembly",
    packages: &["rustc-web", "cargo-web", "rust-web-src", "lld-19"],
    otherwise: REMEDY,
    find: || {
        let ready = Path::new("/usr/bin/cargo").is_file()
            && Path::new("/usr/lib/rustlib/src/rust/library").exists()
            && on_path("wasm-ld-19").is_some();
        ready.then(|| system::version("/usr/bin/rustc", &["--version"])).flatten()
    },
};

/// Which compiler is asked for.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum Choice {
    /// The one in use, else Debian's.
    #[default]
    Auto,
    /// The one in use.
    Rustup,
    /// Debian's.
    Debian,
}

/// The two modules that are built of the core. Which SIMD instructions a browser has, a module cannot ask
/// from inside: the Worker tries which of them the browser takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Module {
    /// 128-bit SIMD, which every supported browser has.
    Simd,
    /// With relaxed SIMD's dot product of bytes, which current ones have.
    Relaxed,
}

impl Module {
    pub(crate) const ALL: [Self; 2] = [Self::Simd, Self::Relaxed];

    /// What its files are called.
    fn name(self) -> &'static str {
        match self {
            Self::Simd => "satchel",
            Self::Relaxed => "satchel_relaxed",
        }
    }

    /// What it has, as an addition to a sentence.
    pub(crate) fn means(self) -> &'static str {
        match self {
            Self::Simd => "",
            Self::Relaxed => " with relaxed SIMD",
        }
    }

    /// What cargo is told. It is a feature of the core alone: dependencies are compiled once for both.
    pub(crate) fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Simd => &[],
            Self::Relaxed => &["--features", "relaxed-simd"],
        }
    }
}

/// What a build is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// The extension.
    Use,
    /// Pages that measure: the same with its parts open to them.
    Bench,
}

impl For {
    /// What cargo is told besides.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Use => &[],
            Self::Bench => &["--features", "bench"],
        }
    }

    /// Where wasm-bindgen writes, before anything is put where it is used.
    fn bound(self, module: Module) -> PathBuf {
        let folder = match self {
            Self::Use => "wasm-bound",
            Self::Bench => "wasm-bound-bench",
        };
        crate::target().join(folder).join(module.name())
    }
}

/// A compiler that can build for WebAssembly.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compiler {
    /// The one in use: it has the target.
    Own,
    /// Debian's `rustc-web`, building the standard library along.
    Debian,
}

/// Finds a compiler for WebAssembly, bringing about what it needs, and says which it is.
///
/// # Errors
/// If neither can be had.
pub(crate) fn choose(choice: Choice, yes: bool) -> Result<Compiler> {
    if !matches!(choice, Choice::Debian) && (own_target() || add_target()) {
        println!("  compiler for WebAssembly: {}", own_version());
        return Ok(Compiler::Own);
    }
    if matches!(choice, Choice::Rustup) {
        bail!("{} has no target {TARGET} and rustup cannot give it", own_version());
    }
    system::require(&[DEBIAN], yes)?;
    let version = (DEBIAN.find)().unwrap_or_default();
    println!("  compiler for WebAssembly: Debian's {version}, building the standard library along");
    Ok(Compiler::Debian)
}

/// What can build it as things stand.
pub(crate) fn found() -> Option<String> {
    if own_target() { Some(own_version()) } else { (DEBIAN.find)().map(|found| format!("Debian's {found}")) }
}

/// Whether the compiler in use has the standard library for the target.
fn own_target() -> bool {
    let libraries = output(rustc().args(["--print", "target-libdir", "--target", TARGET]));
    let Ok(libraries) = libraries else { return false };
    let Ok(entries) = fs::read_dir(libraries.trim()) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

fn add_target() -> bool {
    if on_path("rustup").is_none() {
        return false;
    }
    println!("  $ rustup target add {TARGET}");
    match output(command("rustup").args(["target", "add", TARGET])) {
        Ok(_) => own_target(),
        Err(error) => {
            println!("  rustup cannot give it: {}", error.to_string().lines().last().unwrap_or_default());
            false
        }
    }
}

fn rustc() -> Command {
    command("rustc")
}

fn own_version() -> String {
    output(rustc().arg("--version")).map(|version| version.trim().to_owned()).unwrap_or_default()
}

impl Compiler {
    /// Its own folder: two compilers that share one rebuild everything in turn.
    fn target_dir(self) -> PathBuf {
        crate::target().join(match self {
            Self::Own => "wasm-own",
            Self::Debian => "wasm-debian",
        })
    }

    /// `cargo VERB …` for WebAssembly with this compiler.
    pub(crate) fn cargo(self, verb: &str) -> Command {
        let mut cargo = match self {
            Self::Own => cargo(),
            Self::Debian => {
                let mut cargo = command("/usr/bin/cargo");
                // What rustup's cargo has set for its children would lead this one astray.
                for name in ["RUSTUP_TOOLCHAIN", "CARGO", "LD_LIBRARY_PATH", "RUSTC_WORKSPACE_WRAPPER"] {
                    cargo.env_remove(name);
                }
                cargo
                    .env("RUSTC", "/usr/bin/rustc")
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19");
                cargo
            }
        };
        cargo.arg(verb).args(["--target", TARGET, "--package", "satchel-core"]);
        if self == Self::Debian {
            cargo.args(["-Z", "build-std=std,panic_abort"]);
        }
        // Smaller by a tenth than what is built for speed of building; the module is loaded at every waking.
        cargo.env("CARGO_PROFILE_RELEASE_LTO", "fat").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1");
        cargo.env("CARGO_TARGET_DIR", self.target_dir()).env("CARGO_ENCODED_RUSTFLAGS", flags());
        cargo
    }
}

/// 128-bit SIMD, which every supported browser has; and no folder of the building machine in
/// the module, which would tell who built it and keep two builds from being the same.
fn flags() -> String {
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    flags.push(format!("--remap-path-prefix={}=cargo", cargo_home.display()));
    flags.push(format!("--remap-path-prefix={}=satchel", crate::root().display()));
    flags.join("\u{1f}")
}

/// Builds the core and its binding into `pkg/`, and copies what the extension loads.
///
/// # Errors
/// If it does not compile, or the two modules have different bindings.
pub(crate) fn build(compiler: Compiler) -> Result<()> {
    let engine = crate::root().join("extension/public/engine");
    fs::create_dir_all(&engine)?;
    for module in Module::ALL {
        let wasm = build_one(compiler, module, For::Use, &crate::root().join("pkg"))?;
        let size = fs::copy(&wasm, engine.join(format!("{}_bg.wasm", module.name())))?;
        println!("  {}_bg.wasm: {:.2} MB", module.name(), size as f64 / 1e6);
    }
    let [simd, relaxed] =
        Module::ALL.map(|module| fs::read_to_string(For::Use.bound(module).join("satchel.d.ts")));
    if exported(&simd?) != exported(&relaxed?) {
        bail!("the two modules do not export the same");
    }
    Ok(())
}

/// Builds what pages measure, into `target/bench/pkg`.
///
/// # Errors
/// If it does not compile.
pub(crate) fn build_for_bench(compiler: Compiler) -> Result<()> {
    let pkg = crate::target().join("bench/pkg");
    fs::create_dir_all(&pkg)?;
    Module::ALL.into_iter().try_for_each(|module| build_one(compiler, module, For::Bench, &pkg).map(drop))
}

/// Builds a module, and puts it and its binding into a folder. The module as wasm-bindgen wrote it.
fn build_one(compiler: Compiler, module: Module, what: For, pkg: &Path) -> Result<PathBuf> {
    let mut cargo = compiler.cargo("build");
    run(cargo.args(["--release", "--lib"]).args(module.arguments()).args(what.arguments()))?;
    let compiled = compiler.target_dir().join(TARGET).join("release/satchel.wasm");
    let bound = what.bound(module);
    fs::create_dir_all(&bound)?;
    Bindgen::new()
        .input_path(&compiled)
        .web(true)?
        .typescript(true)
        .remove_producers_section(true)
        .remove_name_section(true)
        .generate(&bound)?;
    let name = module.name();
    for (from, to) in [("satchel.js", format!("{name}.js")), ("satchel_bg.wasm", format!("{name}_bg.wasm"))] {
        fs::copy(bound.join(from), pkg.join(&to)).with_context(|| pkg.join(&to).display().to_string())?;
    }
    Ok(bound.join("satchel_bg.wasm"))
}

/// The declarations that the core yields, as they are committed.
///
/// The module's raw exports are left out: their names carry hashes that differ from compiler to
/// compiler, and nobody may call them.
fn declarations() -> Result<String> {
    Ok(exported(&fs::read_to_string(For::Use.bound(Module::Simd).join("satchel.d.ts"))?))
}

fn exported(declarations: &str) -> String {
    let mut inside = false;
    let kept = declarations.lines().filter(|line| {
        inside = if line.starts_with("export interface InitOutput") { true } else { inside && *line != "}" };
        !inside || !line.trim_start().starts_with("readonly ") || line.contains("readonly memory:")
    });
    kept.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Puts the core's declarations into `pkg/`, to be committed.
pub(crate) fn accept_declarations() -> Result<()> {
    fs::write(committed(), declarations()?)?;
    Ok(())
}

/// Holds the committed declarations to what the core yields.
///
/// # Errors
/// If they differ.
pub(crate) fn check_declarations() -> Result<()> {
    if fs::read_to_string(committed()).unwrap_or_default() == declarations()? {
        return Ok(());
    }
    bail!("pkg/satchel.d.ts is not what the core yields: run `cargo xtask wasm`, read the change, commit it")
}

fn committed() -> PathBuf {
    crate::root().join("pkg/satchel.d.ts")
}
