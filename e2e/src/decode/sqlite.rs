//! SQLite, in which Firefox keeps most of what pages and extensions store.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static COPIES: AtomicU32 = AtomicU32::new(0);

/// Every text and blob of every table: what SQLite keeps in pieces over many pages, whole.
///
/// A copy is read, with its journal: opening a database changes it.
pub(super) fn sqlite(path: &Path) -> Vec<Vec<u8>> {
    let mut cells = Vec::new();
    // A name for each, as several may be read at once.
    let number = COPIES.fetch_add(1, Ordering::Relaxed);
    let name = format!("satchel-scan-{}-{number}.sqlite", std::process::id());
    let copy = std::env::temp_dir().join(name);
    let journal = |of: &Path| PathBuf::from(format!("{}-wal", of.display()));
    if std::fs::copy(path, &copy).is_ok() {
        // Without a journal there is nothing to copy, and what cannot be opened as a database has
        // been searched as plain bytes all the same.
        let _ = std::fs::copy(journal(path), journal(&copy));
        let _ = read_database(&copy, &mut cells);
        let _ = std::fs::remove_file(journal(&copy));
        let _ = std::fs::remove_file(&copy);
    }
    cells
}

fn read_database(path: &Path, cells: &mut Vec<Vec<u8>>) -> rusqlite::Result<()> {
    let database = rusqlite::Connection::open(path)?;
    let mut list = database.prepare("select name from sqlite_master where type = 'table'")?;
    let tables: Vec<String> = list.query_map([], |row| row.get(0))?.flatten().collect();
    for table in tables {
        let Ok(mut all) = database.prepare(&format!("select * from \"{table}\"")) else { continue };
        let columns = all.column_count();
        let mut rows = all.query([])?;
        while let Ok(Some(row)) = rows.next() {
            for column in 0..columns {
                if let Ok(rusqlite::types::ValueRef::Text(value) | rusqlite::types::ValueRef::Blob(value)) =
                    row.get_ref(column)
                {
                    cells.push(value.to_vec());
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::text;
    use super::sqlite;

    #[test]
    fn a_value_over_many_pages_is_put_together_from_database_and_journal() -> anyhow::Result<()> {
        let folder = std::env::temp_dir().join(format!("satchel-sqlite-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let path = folder.join("kept.sqlite");
        let database = rusqlite::Connection::open(&path)?;
        database.execute_batch("pragma journal_mode = wal; create table kept (value blob)")?;
        database.execute("insert into kept values (?1)", [text()])?;
        // It is read while it is open: its journal has not been written back.
        let raw = std::fs::read(&path)?;
        assert!(!raw.windows(8).any(|window| window == b"line 20 "), "it stands in the database already");
        let cells = sqlite(&path);
        drop(database);
        std::fs::remove_dir_all(&folder)?;
        assert!(cells.contains(&text()));
        Ok(())
    }
}
