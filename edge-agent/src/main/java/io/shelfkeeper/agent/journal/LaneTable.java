package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Payloads.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The waiting rows of one lane and how far it has come. Never touches another lane, never ends a
 * transaction; what it knows in memory goes back with {@link #undo}.
 *
 * <p>The last number is not written anywhere: it is that of the last row, or the acknowledged one
 * if no row waits. So an append writes one page.
 */
final class LaneTable {
  /** Parked rows that are kept, over all lanes. */
  static final int PARKED_KEPT = 1_000;

  private final Sql sql;
  private final Lane lane;
  private final String saysDropped;
  private final String append;
  private final String page;
  private final String drop;

  private Ends ends = new Ends(0, Mark.NONE, Mark.NONE, 0);
  private Ends before = ends;

  /**
   * @param saysDropped type of a row that stands for rows that were dropped before it
   */
  LaneTable(Sql sql, Lane lane, String saysDropped) {
    this.sql = sql;
    this.lane = lane;
    this.saysDropped = saysDropped;
    append = in("INSERT INTO outbox_* VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    page =
        in(
            "SELECT place, id, boot, wall_millis, clock, monotonic_nanos, type, subject, data"
                + " FROM outbox_* WHERE place >= ? ORDER BY place LIMIT ?");
    drop = in("DELETE FROM outbox_* WHERE place <= ?");
  }

  /**
   * @param base place of a row minus its number
   * @param wallMillis newest wall time at which the clock could be believed
   */
  private record Ends(long base, Mark last, Mark acknowledged, long wallMillis) {
    Ends withLast(long seq, String id, ClockTrust clock, long millis) {
      long newest = clock == ClockTrust.UNKNOWN ? wallMillis : Math.max(wallMillis, millis);
      return new Ends(base, new Mark(seq, id), acknowledged, newest);
    }
  }

  /**
   * Reads how far the lane has come.
   *
   * @return whether the rows continue the acknowledged ones, as they must
   */
  boolean load() throws SQLException {
    Ends marks =
        sql.first(
            "SELECT base, acknowledged_seq, acknowledged_id, newest_wall_millis FROM lane"
                + " WHERE lane = ?",
            row -> {
              Mark acknowledged = new Mark(row.getLong(2), row.getString(3));
              return new Ends(row.getLong(1), acknowledged, acknowledged, row.getLong(4));
            },
            lane.word());
    if (marks == null) {
      return false;
    }
    Ends last =
        sql.first(
            in("SELECT place, id, clock, wall_millis FROM outbox_* ORDER BY place DESC LIMIT 1"),
            row ->
                marks.withLast(
                    row.getLong(1) - marks.base(),
                    row.getString(2),
                    Clocks.read(row.getInt(3)),
                    row.getLong(4)));
    ends = last == null ? marks : last;
    before = ends;
    return last == null || follows(marks);
  }

  private boolean follows(Ends marks) throws SQLException {
    Boolean follows =
        sql.first(
            in("SELECT place, type FROM outbox_* ORDER BY place LIMIT 1"),
            row ->
                row.getLong(1) == marks.base() + marks.acknowledged().seq() + 1
                    || row.getString(2).equals(saysDropped));
    return follows != null && follows;
  }

  LaneEnds ends() {
    return new LaneEnds(ends.last(), ends.acknowledged());
  }

  /** Where the newest row stands, or would stand. It is the same whatever count it is in. */
  long lastPlace() {
    return ends.base() + ends.last().seq();
  }

  long newestWallMillis() {
    return ends.wallMillis();
  }

  void append(Effect.Append row, Written written) throws SQLException {
    long last = ends.last().seq();
    Invariant.check(
        row.seq() == last + 1, lane.word() + ": " + row.seq() + " does not follow " + last);
    Moment at = row.at();
    sql.run(
        append,
        ends.base() + row.seq(),
        row.id(),
        row.boot(),
        at.wallMillis(),
        Clocks.written(at.clock()),
        at.nanos(),
        written.type(),
        written.subject(),
        written.data());
    ends = ends.withLast(row.seq(), row.id(), at.clock(), at.wallMillis());
  }

  /**
   * Lets go of rows that the backend has; one that is behind what it has changes nothing.
   *
   * @return numbers among them that had no row any more
   */
  long release(Mark upTo) throws SQLException {
    Invariant.check(
        upTo.seq() <= ends.last().seq(),
        lane.word() + ": " + upTo.seq() + " released of " + ends.last().seq());
    long numbers = upTo.seq() - ends.acknowledged().seq();
    if (numbers <= 0) {
      return 0;
    }
    int rows = sql.run(drop, ends.base() + upTo.seq());
    save(new Ends(ends.base(), ends.last(), upTo, ends.wallMillis()));
    return numbers - rows;
  }

  /** Keeps a copy of a row for people; the row itself goes with its release, like all others. */
  void park(String incarnation, long seq, String why) throws SQLException {
    sql.run(
        in(
            "INSERT OR IGNORE INTO parked SELECT NULL, ?, '*', ?, id, wall_millis, type, subject,"
                + " data, ? FROM outbox_* WHERE place = ?"),
        incarnation,
        seq,
        why,
        ends.base() + seq);
    sql.run("DELETE FROM parked WHERE number <= (SELECT max(number) FROM parked) - ?", PARKED_KEPT);
  }

  /**
   * Numbers the waiting rows from 1, by moving the base and no row: a month's backlog is as fast.
   */
  void renumber() throws SQLException {
    long gone = ends.acknowledged().seq();
    long waiting = ends.last().seq() - gone;
    Mark last = waiting == 0 ? Mark.NONE : new Mark(waiting, ends.last().id());
    save(new Ends(ends.base() + gone, last, Mark.NONE, ends.wallMillis()));
  }

  List<OutboxRow> rows(String incarnation, long fromSeq, int limit) throws SQLException {
    long from = Math.max(fromSeq, ends.acknowledged().seq() + 1);
    long[] next = {from};
    return sql.list(page, row -> row(incarnation, row, next), ends.base() + from, limit);
  }

  /**
   * @param next the number that follows the row before; moved behind this one
   */
  private OutboxRow row(String incarnation, ResultSet row, long[] next) throws SQLException {
    long seq = row.getLong(1) - ends.base();
    long first = row.getString(7).equals(saysDropped) ? next[0] : seq;
    next[0] = seq + 1;
    return new OutboxRow(
        incarnation,
        lane,
        first,
        seq,
        row.getString(2),
        row.getLong(3),
        new Moment(row.getLong(4), row.getLong(6), Clocks.read(row.getInt(5))),
        row.getString(7),
        row.getString(8),
        row.getBytes(9));
  }

  /** From here on everything may be undone. */
  void mark() {
    before = ends;
  }

  void undo() {
    ends = before;
  }

  private void save(Ends next) throws SQLException {
    ends = next;
    sql.run(
        "UPDATE lane SET base = ?, acknowledged_seq = ?, acknowledged_id = ?,"
            + " newest_wall_millis = ? WHERE lane = ?",
        next.base(),
        next.acknowledged().seq(),
        next.acknowledged().id(),
        next.wallMillis(),
        lane.word());
  }

  /** The statement with the lane's word in place of the star. */
  private String in(String statement) {
    return statement.replace("*", lane.word());
  }
}
