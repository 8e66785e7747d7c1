package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Invariant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The audit log and its checkpoints. Never changes an entry and never judges one; the oldest go
 * when the backend has a checkpoint behind them and the log is very long.
 */
final class AuditTable {
  /**
   * Entries that stay in any case, about 30 MB: seven weeks of a shop with five hundred openings a
   * day.
   */
  static final long KEPT = 100_000;

  /** Checkpoints' worth of entries that go at once, so that no commit takes long. */
  private static final int GO_AT_ONCE = 4;

  /** Its row has left the lane, so the backend has it. Places never change, see LaneTable. */
  private static final String ACKNOWLEDGED =
      "SELECT number, hash FROM audit_checkpoint WHERE place <="
          + " (SELECT base + acknowledged_seq FROM lane WHERE lane = 'fact')";

  private static final String NEWEST = " ORDER BY number DESC LIMIT 1";

  private final Sql sql;
  private final long kept;

  AuditTable(Sql sql, long kept) {
    this.sql = sql;
    this.kept = kept;
  }

  void append(AuditEntry entry) throws SQLException {
    long last = sql.number("SELECT max(number) FROM audit");
    Invariant.check(
        entry.number() == last + 1, "audit: " + entry.number() + " does not follow " + last);
    sql.run(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.number(),
        entry.boot(),
        entry.at().wallMillis(),
        Clocks.written(entry.at().clock()),
        entry.at().nanos(),
        entry.kind(),
        entry.subject(),
        entry.detail(),
        entry.hash());
  }

  /**
   * Keeps a signed point beside its row, and lets go of what is old enough.
   *
   * @param place where its row stands in the lane of facts
   */
  void checkpoint(Fact.AuditCheckpoint checkpoint, long place) throws SQLException {
    sql.run(
        "INSERT INTO audit_checkpoint VALUES (?, ?, ?, ?, ?)",
        checkpoint.entries(),
        checkpoint.hash(),
        checkpoint.key(),
        checkpoint.signature(),
        place);
    shorten(checkpoint.entries() - kept);
  }

  /** The log then begins behind a checkpoint that stays, so that it can still be verified. */
  private void shorten(long upTo) throws SQLException {
    long end =
        sql.number(
            "SELECT max(number) FROM (SELECT number FROM ("
                + ACKNOWLEDGED
                + ") WHERE number <= ? AND number >= (SELECT min(number) FROM audit)"
                + " ORDER BY number LIMIT ?)",
            upTo,
            GO_AT_ONCE);
    if (end > 0) {
      sql.run("DELETE FROM audit WHERE number <= ?", end);
      sql.run("DELETE FROM audit_checkpoint WHERE number < ?", end);
    }
  }

  AuditHead head() throws SQLException {
    return new AuditHead(
        point("SELECT number, hash FROM audit" + NEWEST),
        point("SELECT number, hash FROM audit_checkpoint" + NEWEST),
        acknowledged());
  }

  AuditPoint acknowledged() throws SQLException {
    return point(ACKNOWLEDGED + NEWEST);
  }

  private AuditPoint point(String query) throws SQLException {
    return Objects.requireNonNullElse(sql.first(query, AuditTable::point), AuditPoint.NONE);
  }

  private static AuditPoint point(ResultSet row) throws SQLException {
    return new AuditPoint(row.getLong(1), row.getString(2));
  }
}
