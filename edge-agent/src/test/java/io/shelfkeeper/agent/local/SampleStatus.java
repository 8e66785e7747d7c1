package io.shelfkeeper.agent.local;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.JournalUse;
import java.util.List;
import java.util.Map;

/** A shop with one good and one blind bay. */
public final class SampleStatus {
  public static final JournalUse USE = new JournalUse(1_900_000, 100_000, 1L << 31, 3, 0);

  public static final Status ONE =
      new Status(
          new StateReport(
              "00112233445566778899aabbccddeeff",
              4,
              new Moment(1_764_000_000_000L, 5, ClockTrust.TRUSTED),
              Map.of(Lane.FACT, 12L),
              List.of(
                  new StateReport.Bay(
                      "A1", true, 5753.04, List.of(new Count("A1", "water-500", 11, 0))),
                  new StateReport.Bay(
                      "A2", false, Double.NaN, List.of(new Count("A2", "cola-330", 12, 1.5))))),
          List.of(new Status.Lasts("A1", "water-500", 14.04)),
          List.of(
              new Status.Cell(
                  "A1",
                  "reference",
                  1_763_000_000_000L,
                  1,
                  1.00204,
                  Double.NaN,
                  1.5,
                  0.3,
                  false,
                  0.41),
              new Status.Cell("A2", "none", 0, 0, 1, Double.NaN, 0, 0, false, 0.993),
              new Status.Cell("A3", "none", 0, 0, 1, 412.3, 34.2, 11.5, true, 0.993)),
          "online",
          List.of(new Status.LaneStatus(Lane.FACT, 12, new Mark(9, "aa"), 2_500)),
          new Status.Orders(true, 7, 2, 41, 3),
          List.of(
              new Status.Door("fridge-door", "lock-1", "open", "held"),
              new Status.Door("locker-1", "lock-2", "shut", "")),
          List.of(
              new Status.Signal("lamp-1", "lamp", "door/fridge-door", "fast_blink", true),
              new Status.Signal("light-a1", "light", "bay/A1", "steady", false)),
          new Status.Tags(
              12,
              9,
              3,
              1,
              1,
              0,
              List.of(
                  new Status.Laggard("A3", "0000021D4E3A3C5B", "silent", 2_700_000),
                  new Status.Laggard("A4", "0000021D4E3A3C5C", "under_way", -1))),
          new Status.Campaign(
              12,
              "running",
              18_400,
              20_000,
              1_764_000_000_000L,
              1_764_001_800_000L,
              1_764_003_000_000L),
          List.of(new Status.Probe("fridge-air", 4.25, 8_000)),
          List.of(
              new Status.OpenFault(
                  "scale/A2", "no_answer", "Scale A2 does not answer.", "Its cable.", 90_000)));

  private SampleStatus() {}
}
