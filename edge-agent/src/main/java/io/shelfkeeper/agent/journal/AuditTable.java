package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditKind;
import io.shelfkeeper.agent.core.facts.Checkpoint;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.time.Moment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit log and its checkpoints. Only adds; it does not judge what it holds. */
final class AuditTable {
  private static final String FIND =
      "SELECT number, previous, boot, wall_millis, clock, monotonic_nanos, kind, subject, detail"
          + " FROM audit";

  private final Sql sql;

  AuditTable(Sql sql) {
    this.sql = sql;
  }

  void append(AuditEntry entry) throws SQLException {
    long last = sql.number("SELECT max(number) FROM audit");
    Invariant.check(
        entry.number() == last + 1, "audit: " + entry.number() + " does not follow " + last);
    sql.run(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.number(),
        entry.previous(),
        entry.boot(),
        entry.at().wallMillis(),
        Clocks.written(entry.at().clock()),
        entry.at().nanos(),
        entry.kind().word(),
        entry.subject(),
        entry.detail());
  }

  void store(Effect.StoreCheckpoint store) throws SQLException {
    sql.run(
        "INSERT INTO checkpoint VALUES (?, ?, ?, 0)",
        store.checkpoint().number(),
        store.checkpoint().hash(),
        store.signature());
  }

  void acknowledge(long number) throws SQLException {
    sql.run("UPDATE checkpoint SET acknowledged = 1 WHERE number = ?", number);
  }

  @Nullable AuditEntry last() throws SQLException {
    return sql.first(FIND + " ORDER BY number DESC LIMIT 1", AuditTable::entry);
  }

  List<AuditEntry> entries(long from, int limit) throws SQLException {
    return sql.list(
        FIND + " WHERE number >= ? ORDER BY number LIMIT ?", AuditTable::entry, from, limit);
  }

  @Nullable Checkpoint lastCheckpoint() throws SQLException {
    return checkpoint("SELECT number, hash FROM checkpoint ORDER BY number DESC LIMIT 1");
  }

  @Nullable Checkpoint acknowledgedCheckpoint() throws SQLException {
    return checkpoint(
        "SELECT number, hash FROM checkpoint WHERE acknowledged = 1 ORDER BY number DESC LIMIT 1");
  }

  private @Nullable Checkpoint checkpoint(String query) throws SQLException {
    return sql.first(query, row -> new Checkpoint(row.getLong(1), row.getString(2)));
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        new Moment(row.getLong(4), row.getLong(6), Clocks.read(row.getInt(5))),
        AuditKind.of(row.getString(7)),
        row.getString(8),
        row.getString(9));
  }
}
