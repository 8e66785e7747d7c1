package io.shelfkeeper.agent.core.sync;

import io.shelfkeeper.agent.core.facts.Retention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a lane's waiting rows go when there is no room. Rows that follow each other go together,
 * and one row at the place of the last of them says so: it takes that row's number and id, so the
 * lane has no hole that nobody speaks of. Never lets go of a row that is never dropped, nor of the
 * newest about its subject.
 */
public final class Shedding {
  /**
   * Stored rows behind the acknowledged one that may have been sent, with room to spare: a session
   * sends {@link LaneFlow#AHEAD} ahead and holds a page, and a release waits for up to 500 more.
   * The backend may name the number and id of any of them, so each keeps both; only its content
   * goes.
   */
  public static final int SENT_MAX = 2 * LaneFlow.AHEAD;

  /** Stored rows that are looked at in one step, so that no step takes long. */
  public static final int LOOKED_AT = 2_000;

  /** The content of a row with less data is not worth a row that says that it is gone. */
  private static final int WORTH_BYTES = 64;

  private Shedding() {}

  /**
   * A row that waits.
   *
   * @param place rises with the row's number
   * @param from first place that it stands for: its own, unless it already says that rows are gone
   * @param saysDropped whether it is such a row
   * @param subject type and subject: what a newer row of the same makes old
   */
  public record Stored(
      long place,
      long from,
      boolean saysDropped,
      Retention retention,
      String subject,
      long dataBytes) {}

  /**
   * Rows that go. The row at {@code to} stays and says it.
   *
   * @param dropped events that are lost by this, without those that were lost before
   */
  public record Range(long from, long to, long dropped) {}

  /**
   * @param window rows that follow each other, oldest first, without the lane's last one
   * @param sentUpTo place of the last row that may have been sent
   * @param old whether rows go, too, of which this window has a newer one of the same subject
   */
  public static List<Range> plan(List<Stored> window, long sentUpTo, boolean old) {
    Map<String, Long> newest = new HashMap<>();
    window.forEach(row -> newest.put(row.subject(), row.place()));
    List<Range> ranges = new ArrayList<>();
    Run run = new Run();
    for (Stored row : window) {
      boolean goes =
          switch (row.retention()) {
            case DROPPABLE -> true;
            case NEWEST -> old && newest.getOrDefault(row.subject(), 0L) > row.place();
            case NEVER_DROPPED -> false;
          };
      boolean alone = row.place() <= sentUpTo;
      boolean joins = alone ? goes && !row.saysDropped() : goes || row.saysDropped();
      if (alone || !joins) {
        run.endInto(ranges);
      }
      if (joins) {
        run.add(row);
      }
      if (alone) {
        run.endInto(ranges);
      }
    }
    run.endInto(ranges);
    return ranges;
  }

  /** Rows that follow each other and go. */
  private static final class Run {
    private int rows;
    private long from;
    private long to;
    private long dropped;
    private long bytes;

    void add(Stored row) {
      from = rows == 0 ? row.from() : from;
      to = row.place();
      rows++;
      dropped += row.saysDropped() ? 0 : 1;
      bytes += row.dataBytes();
    }

    void endInto(List<Range> ranges) {
      if (rows > 1 || dropped == 1 && bytes > WORTH_BYTES) {
        ranges.add(new Range(from, to, dropped));
      }
      rows = 0;
      dropped = 0;
      bytes = 0;
    }
  }
}
