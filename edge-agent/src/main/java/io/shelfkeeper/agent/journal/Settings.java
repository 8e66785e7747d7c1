package io.shelfkeeper.agent.journal;

import java.sql.SQLException;

/**
 * How SQLite is told to work; the figures behind it are in decision 0005.
 *
 * @param pageBytes page size of a new file, a power of two from 512 to 65,536
 * @param checkpointPages so many pages gather in the log before they move to the database
 * @param checkedBytes a file up to this size is looked through at every start; a larger one only
 *     after damage was met, because a month's backlog on a slow card would take minutes
 * @param auditKept entries of the audit log that stay in any case
 * @param ballastBytes room that is set aside for a full file system
 * @param budgetBytes a journal that is larger sheds telemetry
 */
record Settings(
    int pageBytes,
    int checkpointPages,
    long checkedBytes,
    long auditKept,
    long ballastBytes,
    long budgetBytes) {
  /** Thirty days at one event a second, and a third more. */
  static final long BUDGET_BYTES = 2L << 30;

  static final Settings MEASURED = new Settings(1024, 1000, 16L << 20);

  Settings(int pageBytes, int checkpointPages, long checkedBytes) {
    this(pageBytes, checkpointPages, checkedBytes, AuditTable.KEPT);
  }

  Settings(int pageBytes, int checkpointPages, long checkedBytes, long auditKept) {
    this(pageBytes, checkpointPages, checkedBytes, auditKept, Ballast.BYTES, BUDGET_BYTES);
  }

  Settings withBudget(long bytes) {
    return new Settings(pageBytes, checkpointPages, checkedBytes, auditKept, ballastBytes, bytes);
  }

  /** For a file that has no table and no name yet: whoever dies here leaves nothing behind. */
  void beforeTables(Sql sql) throws SQLException {
    sql.once("PRAGMA page_size = " + pageBytes);
    sql.once("PRAGMA journal_mode = MEMORY");
    sql.once("PRAGMA synchronous = FULL");
  }

  void apply(Sql sql) throws SQLException {
    // Alone on the file: no shared memory, no lock calls, and no other program gets in between.
    sql.once("PRAGMA locking_mode = EXCLUSIVE");
    sql.once("PRAGMA journal_mode = WAL");
    // A commit returns when the medium has it: NORMAL loses acknowledged rows at a power cut.
    sql.once("PRAGMA synchronous = FULL");
    sql.once("PRAGMA wal_autocheckpoint = " + checkpointPages);
    // A log that grew in one long transaction shrinks again.
    sql.once("PRAGMA journal_size_limit = " + 4L * checkpointPages * pageBytes);
    sql.once("PRAGMA temp_store = MEMORY");
    // Damage is met where it is read, and not copied further.
    sql.once("PRAGMA cell_size_check = ON");
  }
}
