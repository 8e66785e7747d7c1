package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.audit.AuditWalk;
import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.AuditReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit log of a journal that another process may be writing. Never locks and never
 * writes: the agent has the journal for itself.
 *
 * <p>So it may read while the agent moves pages from its log to the database, and see a mixture of
 * then and now. A log that is found whole was read whole: no mixture has right hashes. What is
 * found broken is read again: a mixture does not come back the same, a break does.
 */
public final class AuditFile implements AuditReader {
  private static final int PAGE = 1_000;

  /** So often in a row the same break must be found to be believed. */
  private static final int ALIKE = 3;

  private static final int TRIES = 20;

  @Override
  public AuditWalk.Verdict verify(Path data, AuditWalk.Known known) throws IOException {
    JournalFiles files = new JournalFiles(data);
    if (!Files.exists(files.database())) {
      throw new NoSuchFileException(files.database().toString());
    }
    NativeLibrary.prepare(data.resolve("native"));
    AuditWalk.@Nullable Break before = null;
    int alike = 0;
    for (int left = TRIES; ; left--) {
      try {
        AuditWalk.Verdict verdict = walk(files.database(), known);
        alike = Objects.equals(verdict.found(), before) ? alike + 1 : 1;
        before = verdict.found();
        if (before == null || alike == ALIKE || left == 0) {
          return verdict;
        }
      } catch (SQLException e) {
        if (left == 0) {
          throw unreadable(data, e);
        }
      }
    }
  }

  private static IOException unreadable(Path data, SQLException e) {
    return new IOException(
        "The audit log in %s cannot be read (%s). Check who may read the folder; an agent that is running sets a damaged journal aside at its next start."
            .formatted(data, e.getMessage()),
        e);
  }

  private static AuditWalk.Verdict walk(Path database, AuditWalk.Known known) throws SQLException {
    try (Sql sql = Sql.openToRead(database)) {
      sql.once("BEGIN");
      if (sql.number("SELECT count(*) FROM sqlite_schema WHERE name = 'audit'") == 0) {
        return new AuditWalk(List.of(), known).end(); // of a release before the audit log
      }
      AuditWalk walk =
          new AuditWalk(
              sql.list(
                  "SELECT number, hash, key, signature FROM audit_checkpoint ORDER BY number",
                  row ->
                      new Fact.AuditCheckpoint(
                          row.getLong(1), row.getString(2), row.getString(3), row.getString(4))),
              known);
      @Nullable AuditEntry last = null;
      List<AuditEntry> page;
      do {
        page =
            sql.list(
                "SELECT number, boot, wall_millis, clock, monotonic_nanos, kind, subject, detail,"
                    + " hash FROM audit WHERE number > ? ORDER BY number LIMIT ?",
                AuditFile::entry,
                last == null ? Long.MIN_VALUE : last.number(),
                PAGE);
        page.forEach(walk::accept);
        last = page.isEmpty() ? last : page.getLast();
      } while (page.size() == PAGE);
      return walk.end();
    }
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    int clock = row.getInt(4);
    boolean isWritten = Clocks.written(Clocks.read(clock)) == clock;
    return new AuditEntry(
        row.getLong(1),
        row.getLong(2),
        new Moment(row.getLong(3), row.getLong(5), Clocks.read(clock)),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        // A number that was never written must not pass as the one that it is read as.
        isWritten ? row.getString(9) : "");
  }
}
