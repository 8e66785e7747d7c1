package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Payloads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of rows that wait. Its key is the lane in the highest bits and the number below: a lane
 * is one range of one tree, so that paging, releasing and appending touch neighbouring pages only.
 */
final class Outbox {
  private static final int LANE_SHIFT = 56;

  private final Tables.Statements sql;

  Outbox(Tables.Statements sql) {
    this.sql = sql;
  }

  private static long place(Lane lane, long seq) {
    return ((long) lane.ordinal() << LANE_SHIFT) | seq;
  }

  void append(Effect.Append row, Payloads.Written written) throws SQLException {
    sql.run(
        "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        place(row.lane(), row.seq()),
        row.id(),
        row.boot(),
        row.at().wallMillis(),
        row.at().clock().ordinal(),
        row.at().nanos(),
        written.type(),
        written.subject(),
        written.data());
  }

  void release(Lane lane, long upTo) throws SQLException {
    sql.run(
        "DELETE FROM outbox WHERE place BETWEEN ? AND ?", place(lane, 0), place(lane, upTo));
  }

  /** Moves a row to where it is kept but no longer sent. */
  void park(String incarnation, Lane lane, long seq, String why) throws SQLException {
    sql.run(
        "INSERT INTO parked SELECT ?, ?, ?, id, type, data, ? FROM outbox WHERE place = ?",
        lane.ordinal(),
        seq,
        incarnation,
        why,
        place(lane, seq));
    sql.run("DELETE FROM outbox WHERE place = ?", place(lane, seq));
  }

  /**
   * Gives the waiting rows the numbers 1, 2, 3 ... in their order. New numbers are never above old
   * ones, so that going upwards never meets an occupied place.
   *
   * @return the last row, or {@link Mark#NONE}
   */
  Mark renumber(Lane lane, long after) throws SQLException {
    Mark last = Mark.NONE;
    while (true) {
      List<Mark> page = new ArrayList<>();
      try (ResultSet row =
          sql.query(
              "SELECT place, id FROM outbox WHERE place > ? AND place < ? ORDER BY place LIMIT 500",
              place(lane, after),
              place(lane, 0) + (1L << LANE_SHIFT))) {
        while (row.next()) {
          page.add(new Mark(row.getLong(1) - place(lane, 0), row.getString(2)));
        }
      }
      if (page.isEmpty()) {
        return last;
      }
      for (Mark old : page) {
        last = new Mark(last.seq() + 1, old.id());
        if (last.seq() != old.seq()) {
          sql.run(
              "UPDATE outbox SET place = ? WHERE place = ?",
              place(lane, last.seq()),
              place(lane, old.seq()));
        }
        after = old.seq();
      }
    }
  }

  List<OutboxRow> rows(String incarnation, Lane lane, long fromSeq, int limit)
      throws SQLException {
    List<OutboxRow> rows = new ArrayList<>();
    try (ResultSet row =
        sql.query(
            "SELECT * FROM outbox WHERE place >= ? AND place < ? ORDER BY place LIMIT ?",
            place(lane, fromSeq),
            place(lane, 0) + (1L << LANE_SHIFT),
            limit)) {
      while (row.next()) {
        rows.add(
            new OutboxRow(
                incarnation,
                lane,
                row.getLong(1) - place(lane, 0),
                row.getString(2),
                row.getLong(3),
                new Moment(
                    row.getLong(4), row.getLong(6), ClockTrust.values()[row.getInt(5)]),
                row.getString(7),
                row.getString(8),
                row.getBytes(9)));
      }
    }
    return rows;
  }
}
