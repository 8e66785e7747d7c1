package io.shelfkeeper.agent.core.step;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.StateReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the agent is, for a person on the spot.
 *
 * @param orders null where there is nothing to order
 * @param tags null where there are none
 * @param campaign the change of prices that is planned or under way, or was the last; null if none
 * @param connection one word: {@code offline}, {@code connecting}, {@code greeting}, {@code online}
 */
public record Status(
    StateReport state,
    List<Lasts> lasts,
    List<Cell> cells,
    String connection,
    List<LaneStatus> lanes,
    @Nullable Orders orders,
    List<Door> doors,
    List<Signal> signals,
    @Nullable Tags tags,
    @Nullable Campaign campaign,
    List<Probe> probes,
    List<OpenFault> faults) {
  public Status {
    lasts = List.copyOf(lasts);
    cells = List.copyOf(cells);
    lanes = List.copyOf(lanes);
    doors = List.copyOf(doors);
    probes = List.copyOf(probes);
    signals = List.copyOf(signals);
    faults = List.copyOf(faults);
  }

  /**
   * How long goods will last at the pace of the last days; none where nobody can say yet.
   *
   * @param hours 0 or more
   */
  public record Lasts(String bay, String sku, double hours) {}

  /**
   * What the readings of a cell are worth, and how far it has wandered since.
   *
   * @param method how it was calibrated last, {@code none} if never
   * @param wallMillis when, by the wall clock of that moment
   * @param earlier calibrations that can be gone back to
   * @param zero grams of the empty cell, not a number if it is not known
   * @param drift grams since the calibration
   * @param daily its trend, grams a day
   * @param alarm whether that is so much that its fault is open
   * @param trust probability that it shows grams, by what was taken from it and put there, 0 to 1
   */
  public record Cell(
      String cell,
      String method,
      long wallMillis,
      int earlier,
      double gain,
      double zero,
      double drift,
      double daily,
      boolean alarm,
      double trust) {}

  /**
   * @param last highest number given
   * @param acknowledged highest number that the backend has
   * @param oldestMillis age of the oldest waiting row, 0 if none waits
   */
  public record LaneStatus(Lane lane, long last, Mark acknowledged, long oldestMillis) {}

  /**
   * @param lock id of its lock
   * @param view {@code shut}, {@code open} or {@code unknown}
   * @param alarm {@code forced} or {@code held} while that stands, else empty
   */
  public record Door(String door, String lock, String view, String alarm) {}

  /**
   * @param kind {@code lamp}, {@code light} or {@code buzzer}
   * @param tells of what: {@code door/…}, {@code bay/…} or {@code alarms}
   * @param pattern what it is to show, {@code off} and so on
   * @param works whether what plays it does; else nobody knows what it shows
   */
  public record Signal(String signal, String kind, String tells, String pattern, boolean works) {}

  /**
   * @param rootInstalled whether there is a root key: without it nothing can be ordered
   * @param trustVersion of the newest bundle of issuer keys, 0 before the first
   * @param keys how many issuer keys it names
   * @param done orders that ended with an outcome since the start
   * @param refused orders that were refused since the start
   */
  public record Orders(
      boolean rootInstalled, long trustVersion, int keys, long done, long refused) {}

  /**
   * How the price tags are.
   *
   * @param right known to show what they shall
   * @param waiting not yet, or no more
   * @param silent not heard for long
   * @param mismatched known as showing another price than the one in force, for longer than they
   *     may
   * @param low with a battery that is nearly empty
   * @param laggards some of those that wait, in the order of the site file
   */
  public record Tags(
      int total,
      int right,
      int waiting,
      int silent,
      int mismatched,
      int low,
      List<Laggard> laggards) {
    public Tags {
      laggards = List.copyOf(laggards);
    }
  }

  /**
   * A price list on its way to the tags. Times are by the wall clock.
   *
   * @param phase {@code planned}, {@code running} or {@code ended}
   * @param fromMillis when it begins
   * @param mostMillis when all but one in a hundred will have changed
   * @param latestMillis nine times in ten the last one will have changed by then
   */
  public record Campaign(
      long version,
      String phase,
      int confirmed,
      int of,
      long fromMillis,
      long mostMillis,
      long latestMillis) {}

  /**
   * A tag that does not show what it shall.
   *
   * @param why {@code waits}, {@code under_way}, {@code silent}, or why its station gave up last
   * @param heardMillis how long ago it was heard, -1 if not since the start
   */
  public record Laggard(String bay, String tag, String why, long heardMillis) {}

  /**
   * What a temperature probe said last.
   *
   * @param agoMillis how long ago
   */
  public record Probe(String device, double celsius, long agoMillis) {}

  public record OpenFault(String device, String kind, String what, String check, long forMillis) {}
}
