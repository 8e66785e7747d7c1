package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.sync.Shedding;
import io.shelfkeeper.agent.core.sync.Shedding.Range;
import io.shelfkeeper.agent.core.sync.Shedding.Stored;
import io.shelfkeeper.agent.ports.Payloads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes room in the lane of telemetry, a few thousand rows at a time: first droppable rows from the
 * oldest on, then rows of which there is a newer one, and last of all the content of rows that may
 * have been sent, which gives hardly any room. Never touches another lane, never ends a
 * transaction; {@link Shedding} says what goes.
 */
final class Shedder {
  /** Before so many rows more have come it is not looked again whether one may go. */
  private static final long NEWS_ROWS = 1_000;

  private static final String TABLE = "outbox_" + Lane.TELEMETRY.word();

  private final Sql sql;
  private final Payloads payloads;
  private final Missing missing;
  private final String saysDropped;

  private Stage stage = Stage.DROPPABLE;

  /**
   * Last row that was looked at, and nothing before it is droppable but what may have been sent.
   */
  private long swept;

  /** Last row at which this pass looked. */
  private long looked;

  private long droppedInPass;
  private long exhaustedAt = -NEWS_ROWS;

  /** What goes at the moment, in the order in which it goes. */
  private enum Stage {
    DROPPABLE,
    OLD,
    SENT
  }

  /**
   * @param saysDropped type of a row that stands for rows that were dropped before it
   */
  Shedder(Sql sql, Payloads payloads, Missing missing, String saysDropped) {
    this.sql = sql;
    this.payloads = payloads;
    this.missing = missing;
    this.saysDropped = saysDropped;
  }

  /** Whether there is nothing to be looked at. */
  boolean isExhausted() throws SQLException {
    return last() - exhaustedAt < NEWS_ROWS;
  }

  /** A shortage is over, or begins: what goes first goes first again. */
  void again() {
    exhaustedAt = -NEWS_ROWS;
    begin(Stage.DROPPABLE);
  }

  /** What was dropped last is there again. */
  void undo() {
    swept = 0;
    again();
  }

  private void begin(Stage next) {
    stage = next;
    looked = 0;
    droppedInPass = 0;
  }

  /**
   * One step within a transaction of its own.
   *
   * @return events that are lost by it
   */
  long step() throws SQLException {
    long last = last();
    long sent = sentUpTo();
    long before = stage == Stage.DROPPABLE ? swept : looked;
    List<Stored> window = // begins with the row before, which may go together with what follows
        stage == Stage.SENT
            ? window(before - 1, Math.min(sent, last - 1) + 1)
            : window(Math.max(before - 1, sent), last);
    if (window.isEmpty() || window.getLast().place() <= before) {
      endPass(last);
      return 0;
    }
    long dropped = 0;
    for (Range range : Shedding.plan(window, sent, stage != Stage.DROPPABLE)) {
      drop(range);
      dropped += range.dropped();
    }
    droppedInPass += dropped;
    if (stage == Stage.DROPPABLE) {
      swept = window.getLast().place();
    } else {
      looked = window.getLast().place();
    }
    return dropped;
  }

  /** Old rows thin out from pass to pass, until only the newest of each subject is left. */
  private void endPass(long last) {
    switch (stage) {
      case DROPPABLE -> begin(Stage.OLD);
      case OLD -> begin(droppedInPass == 0 ? Stage.SENT : Stage.OLD);
      case SENT -> {
        exhaustedAt = last;
        begin(Stage.DROPPABLE);
      }
    }
  }

  private void drop(Range range) throws SQLException {
    Payloads.Written says = payloads.write(new Fact.Dropped(range.to() - range.from() + 1));
    sql.run(
        "UPDATE " + TABLE + " SET type = ?, subject = ?, data = ? WHERE place = ?",
        says.type(),
        says.subject(),
        says.data(),
        range.to());
    missing.add(
        sql.run(
            "DELETE FROM " + TABLE + " WHERE place >= ? AND place < ?", range.from(), range.to()));
  }

  /** Rows behind one place and before another. */
  private List<Stored> window(long behind, long end) throws SQLException {
    long before = sql.number("SELECT max(place) FROM " + TABLE + " WHERE place <= ?", behind);
    if (before == 0) {
      before =
          sql.number(
              "SELECT base + acknowledged_seq FROM lane WHERE lane = ?", Lane.TELEMETRY.word());
    }
    List<Stored> window = new ArrayList<>();
    long[] from = {before + 1};
    sql.list(
        "SELECT place, type, subject, length(data) FROM "
            + TABLE
            + " WHERE place > ? AND place < ? ORDER BY place LIMIT ?",
        row -> window.add(stored(row, from)),
        behind,
        end,
        Shedding.LOOKED_AT);
    return window;
  }

  private Stored stored(ResultSet row, long[] from) throws SQLException {
    long place = row.getLong(1);
    String type = row.getString(2);
    boolean says = type.equals(saysDropped);
    long first = says ? from[0] : place;
    from[0] = place + 1;
    return new Stored(
        place,
        first,
        says,
        payloads.retention(type),
        type + " " + row.getString(3),
        row.getLong(4));
  }

  private long last() throws SQLException {
    return sql.number("SELECT max(place) FROM " + TABLE);
  }

  private long sentUpTo() throws SQLException {
    long place =
        sql.number(
            "SELECT place FROM " + TABLE + " ORDER BY place LIMIT 1 OFFSET ?",
            Shedding.SENT_MAX - 1);
    return place == 0 ? Long.MAX_VALUE : place;
  }
}
