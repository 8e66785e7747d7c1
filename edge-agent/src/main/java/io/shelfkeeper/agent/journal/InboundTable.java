package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.step.Effect;
import java.sql.SQLException;

/**
 * Orders and documents as they were received, for people who ask what was sent to this device. Only
 * the newest are kept: whoever floods a device must not fill its disk.
 */
final class InboundTable {
  static final int KEPT = 1_000;
  static final long KEPT_BYTES = 8L << 20;

  private static final String TRIM =
      """
      DELETE FROM inbound
      WHERE number < (SELECT max(number) FROM inbound)
        AND number <= (
          SELECT coalesce(max(number), 0)
          FROM (
            SELECT number,
              sum(length(payload)) OVER newer AS bytes,
              count(*) OVER newer AS messages
            FROM inbound
            WINDOW newer AS (ORDER BY number DESC))
          WHERE bytes > ? OR messages > ?)\
      """;

  private final Sql sql;

  InboundTable(Sql sql) {
    this.sql = sql;
  }

  void store(Effect.StoreMessage message) throws SQLException {
    sql.run(
        "INSERT INTO inbound VALUES (NULL, ?, ?, ?, ?)",
        message.channel().path(),
        message.at().wallMillis(),
        Clocks.written(message.at().clock()),
        message.payload());
    sql.run(TRIM, KEPT_BYTES, KEPT);
  }
}
