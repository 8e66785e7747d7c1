package io.shelfkeeper.agent.journal;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Map;

/**
 * How many numbers of waiting telemetry have no row of their own, because their rows were dropped.
 * Nobody can count a month's rows at a start, so the number is kept beside the saved states.
 */
final class Missing {
  /** Not one of the core's keys. */
  private static final String KEY = "journal.missing";

  private final Sql sql;
  private long count;
  private long before;

  Missing(Sql sql) {
    this.sql = sql;
  }

  /**
   * @param states what was saved; ours is taken out
   */
  void load(Map<String, byte[]> states) {
    byte[] saved = states.remove(KEY);
    count = saved == null || saved.length != Long.BYTES ? 0 : ByteBuffer.wrap(saved).getLong();
    before = count;
  }

  long count() {
    return count;
  }

  /** Within a transaction; less than 0 once they need not wait any more. */
  void add(long numbers) throws SQLException {
    if (numbers != 0) {
      count = Math.max(0, count + numbers);
      byte[] saved = ByteBuffer.allocate(Long.BYTES).putLong(count).array();
      sql.run("INSERT OR REPLACE INTO state VALUES (?, ?)", KEY, saved);
    }
  }

  /** From here on everything may be undone. */
  void mark() {
    before = count;
  }

  void undo() {
    count = before;
  }
}
