package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import io.shelfkeeper.agent.core.time.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows that still wait in a journal that was set aside. Never writes to it, and never
 * believes it: a row that does not look like one counts as one that cannot be read.
 */
final class Salvager {
  /** No journal comes as far: the search for what can be read ends here. */
  private static final long PLACE_MAX = 1L << 40;

  /** So many damaged places are met in one call; each costs up to a hundred reads. */
  private static final int DAMAGED_MAX = 20;

  private final Path database;
  private final String saysDropped;

  /**
   * @param place folder that holds the three files of the journal
   * @param saysDropped type of a row that stands for rows that were dropped before it
   */
  Salvager(Path place, String saysDropped) {
    this.saysDropped = saysDropped;
    database = new JournalFiles(place).database();
  }

  /**
   * The next rows of a lane.
   *
   * @param afterSeq number behind which to go on, 0 to begin
   * @param limit of rows that are read; each damaged place costs some hundred reads more
   */
  SalvageChunk read(Lane lane, long afterSeq, int limit) {
    if (!Files.isRegularFile(database)) {
      return SalvageChunk.UNREADABLE;
    }
    try (Sql sql = Sql.openToRead(database)) {
      // Otherwise SQLite reads nothing of a file that is shorter than its header says.
      sql.once("PRAGMA writable_schema = ON");
      Ends ends = ends(sql, lane);
      return ends == null
          ? SalvageChunk.UNREADABLE
          : new Reading(sql, lane, ends, saysDropped)
              .from(Math.max(afterSeq, ends.acknowledged), limit);
    } catch (SQLException e) {
      return Failures.tellsDamage(e) || Failures.tellsOtherTables(e)
          ? SalvageChunk.UNREADABLE
          : SalvageChunk.LATER;
    }
  }

  private record Ends(String incarnation, long base, long acknowledged) {}

  private static @Nullable Ends ends(Sql sql, Lane lane) throws SQLException {
    Ends ends =
        sql.first(
            "SELECT (SELECT incarnation FROM incarnation ORDER BY number DESC LIMIT 1), base,"
                + " acknowledged_seq FROM lane WHERE lane = ?",
            row -> new Ends(String.valueOf(row.getString(1)), row.getLong(2), row.getLong(3)),
            lane.word());
    boolean sound =
        ends != null
            && ends.incarnation.matches("[0-9a-f]{32}")
            && ends.base >= 0
            && ends.acknowledged >= 0
            && ends.base + ends.acknowledged < PLACE_MAX;
    return sound ? ends : null;
  }

  /** One lane of an open journal. */
  private static final class Reading {
    private final Sql sql;
    private final Lane lane;
    private final Ends ends;
    private final String saysDropped;
    private final String query;
    private final String last;
    private final List<OutboxRow> rows = new ArrayList<>();

    Reading(Sql sql, Lane lane, Ends ends, String saysDropped) {
      this.saysDropped = saysDropped;
      this.sql = sql;
      this.lane = lane;
      this.ends = ends;
      query =
          "SELECT place, id, boot, wall_millis, clock, monotonic_nanos, type, subject, data FROM"
              + " outbox_"
              + lane.word()
              + " WHERE place >= ? ORDER BY place LIMIT 1";
      last = "SELECT max(place) FROM outbox_" + lane.word();
    }

    SalvageChunk from(long afterSeq, int limit) {
      long next = ends.base + afterSeq + 1;
      int damaged = 0;
      while (rows.size() < limit && damaged < DAMAGED_MAX) {
        OutboxRow row = readable(next);
        if (row != null) {
          rows.add(row);
          next = ends.base + row.seq() + 1;
        } else if (isEnd(next)) {
          return new SalvageChunk(rows, afterSeq, false, false);
        } else {
          damaged++;
          next = readableAfter(next);
          if (next == PLACE_MAX) {
            return new SalvageChunk(rows, afterSeq, false, true);
          }
        }
      }
      return new SalvageChunk(rows, afterSeq, !rows.isEmpty(), rows.isEmpty());
    }

    /** Whether there is nothing from here on; a search that was led astray is no proof. */
    private boolean isEnd(long next) {
      try {
        return at(next) == null && sql.number(last) < next;
      } catch (SQLException e) {
        return false;
      }
    }

    /**
     * The row that stands here, or stands for this number and others behind it. SQLite only seeks,
     * and does not compare what it lands on: a damaged number leads it to any row. In a lane the
     * next number follows, so any other row is not believed, and neither is one that does not look
     * like one.
     */
    private @Nullable OutboxRow readable(long place) {
      try {
        OutboxRow row = at(place);
        boolean follows =
            row != null
                && looksLikeOne(row)
                && (ends.base + row.seq() == place
                    || row.type().equals(saysDropped)
                        && ends.base + row.seq() > place
                        && ends.base + row.seq() < PLACE_MAX);
        return follows ? row : null;
      } catch (SQLException e) {
        return null;
      }
    }

    private @Nullable OutboxRow at(long place) throws SQLException {
      return sql.first(query, row -> row(row, place - ends.base), place);
    }

    private OutboxRow row(ResultSet row, long expected) throws SQLException {
      byte[] data = row.getBytes(9);
      long seq = row.getLong(1) - ends.base;
      return new OutboxRow(
          ends.incarnation,
          lane,
          saysDropped.equals(row.getString(7)) ? expected : seq,
          seq,
          String.valueOf(row.getString(2)),
          row.getLong(3),
          new Moment(row.getLong(4), row.getLong(6), Clocks.read(row.getInt(5))),
          String.valueOf(row.getString(7)),
          String.valueOf(row.getString(8)),
          data == null ? new byte[0] : data);
    }

    private static boolean looksLikeOne(OutboxRow row) {
      return row.id().matches("[0-9a-f]{32}") && row.type().matches("[a-z0-9_.]{1,100}");
    }

    /** Looks in steps that double, then between the last two; {@code PLACE_MAX} if in vain. */
    private long readableAfter(long damaged) {
      long bad = damaged;
      long good = PLACE_MAX;
      for (long step = 1; damaged + step < PLACE_MAX; step *= 2) {
        if (readable(damaged + step) != null) {
          good = damaged + step;
          break;
        }
        bad = damaged + step;
      }
      while (good < PLACE_MAX && good - bad > 1) {
        long middle = bad + (good - bad) / 2;
        if (readable(middle) != null) {
          good = middle;
        } else {
          bad = middle;
        }
      }
      return good;
    }
  }
}
