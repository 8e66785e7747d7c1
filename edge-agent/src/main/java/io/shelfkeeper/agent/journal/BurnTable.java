package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.BurnedOrder;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Journal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders that were used. Never forgets one that could come back as valid, nor one whose outcome is
 * open; of the others the newest are kept.
 */
final class BurnTable {
  private static final String FIND =
      "SELECT order_id, digest, wall_millis, clock, monotonic_nanos, keep_until_millis, outcome"
          + " FROM burned_order";

  private final Sql sql;

  BurnTable(Sql sql) {
    this.sql = sql;
  }

  void burn(Effect.BurnOrder burn) throws SQLException {
    Invariant.check(find(burn.order()) == null, "order " + burn.order() + " is burned twice");
    Moment at = burn.at();
    sql.run(
        "INSERT INTO burned_order VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL)",
        burn.order(),
        burn.digest(),
        at.wallMillis(),
        Clocks.written(at.clock()),
        at.nanos(),
        burn.keepUntilMillis());
    sql.run(
        "DELETE FROM burned_order WHERE number <= (SELECT max(number) FROM burned_order) - ?"
            + " AND outcome IS NOT NULL AND keep_until_millis < ?",
        Journal.BURNED_KEPT,
        // Without a clock that can be believed only those go that never depended on one.
        at.clock() == ClockTrust.UNKNOWN ? 1L : at.wallMillis());
  }

  void store(Effect.StoreOutcome outcome) throws SQLException {
    BurnedOrder burned = find(outcome.order());
    Invariant.check(
        burned != null && burned.outcome() == null,
        "order " + outcome.order() + " is not burned or has its outcome");
    sql.run(
        "UPDATE burned_order SET outcome = ? WHERE order_id = ?",
        outcome.outcome(),
        outcome.order());
  }

  private @Nullable BurnedOrder find(String order) throws SQLException {
    return sql.first(FIND + " WHERE order_id = ?", BurnTable::order, order);
  }

  List<BurnedOrder> all() throws SQLException {
    return sql.list(FIND + " ORDER BY number", BurnTable::order);
  }

  private static BurnedOrder order(ResultSet row) throws SQLException {
    return new BurnedOrder(
        row.getString(1),
        row.getString(2),
        new Moment(row.getLong(3), row.getLong(5), Clocks.read(row.getInt(4))),
        row.getLong(6),
        row.getBytes(7));
  }
}
