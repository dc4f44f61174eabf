//! `satchel seed`: a seeded vault as a backup, ready to be restored.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use satchel::engine::protocol::JobEnd;
use satchel::vault::MemoryStore;
use satchel_cli::seed;

use crate::failure::Failure;

/// Writes the backup and, if asked, the list of what must be found nowhere else.
///
/// # Errors
/// If a file cannot be written.
pub(crate) fn run(out: &Path, records: usize, canaries: usize, list: Option<&Path>) -> Result<(), Failure> {
    let mut engine = seed::engine(MemoryStore::new());
    let planted = seed::fill(&mut engine, records, canaries)?;
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(true);
    let file = options.open(out).map_err(|error| Failure::file(out, error))?;
    let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    seed::now(engine.begin_backup(Box::new(file), seed::PASSPHRASE.to_owned(), name))?;
    match seed::work(&mut engine)? {
        JobEnd::BackedUp(_) => {}
        JobEnd::Failed(error) => return Err(error.into()),
        _ => return Err(satchel::Error::internal("job_other").into()),
    }
    if let Some(list) = list {
        let json = serde_json::to_vec(&planted).map_err(|error| Failure::file(list, error))?;
        std::fs::write(list, json).map_err(|error| Failure::file(list, error))?;
    }
    let mut answer = std::io::stdout();
    writeln!(answer, "{records} records in {}, opened by \"{}\"", out.display(), seed::PASSPHRASE)?;
    Ok(())
}
