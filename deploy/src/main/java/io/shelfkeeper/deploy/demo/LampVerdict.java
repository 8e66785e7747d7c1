package io.shelfkeeper.deploy.demo;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.core.signals.SignalKind;
import io.shelfkeeper.agent.core.signals.SignalPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found of the lamps at doors.
 *
 * @param lit times that a door with a lamp stood open, and the lamp shone meanwhile
 * @param differences what must not be, in words; empty if nothing
 */
record LampVerdict(int lit, List<String> differences) {
  LampVerdict {
    differences = List.copyOf(differences);
  }

  /** The lamp of each door that has one. */
  static Map<String, String> lamps(SiteFile site) {
    Map<String, String> lamps = new LinkedHashMap<>();
    for (SiteFile.Signal signal : site.signals()) {
      SignalPlan plan = signal.plan();
      if (plan.kind() == SignalKind.LAMP && plan.subject() instanceof SignalPlan.Door door) {
        lamps.put(door.id(), plan.id());
      }
    }
    return lamps;
  }

  /**
   * @param lamps by door
   * @param doorTurns of all doors, in order
   * @param lampTurns of all lamps, in order
   */
  static LampVerdict of(Map<String, String> lamps, List<Turn> doorTurns, List<Turn> lampTurns) {
    List<String> differences = new ArrayList<>();
    int lit = 0;
    for (Map.Entry<String, String> pair : lamps.entrySet()) {
      List<Span> shining = spans(pair.getValue(), lampTurns);
      List<Span> open = spans(pair.getKey(), doorTurns);
      for (Span span : open) {
        if (shining.stream().anyMatch(shine -> overlap(shine, span))) {
          lit++;
        } else {
          differences.add("door %s stood open, and its lamp was dark".formatted(pair.getKey()));
        }
      }
      if (goesOn(shining) != goesOn(open)) {
        differences.add(
            "the lamp of door %s is %s, and the door is %s"
                .formatted(
                    pair.getKey(), goesOn(shining) ? "on" : "off", goesOn(open) ? "open" : "shut"));
      }
    }
    return new LampVerdict(lit, differences);
  }

  /** From on to off; the last one may go on. */
  private static List<Span> spans(String what, List<Turn> turns) {
    List<Span> spans = new ArrayList<>();
    long since = -1;
    for (Turn turn : turns) {
      if (turn.what().equals(what)) {
        if (turn.on() && since < 0) {
          since = turn.atMillis();
        } else if (!turn.on() && since >= 0) {
          spans.add(new Span(since, turn.atMillis()));
          since = -1;
        }
      }
    }
    if (since >= 0) {
      spans.add(new Span(since, Long.MAX_VALUE));
    }
    return spans;
  }

  private static boolean goesOn(List<Span> spans) {
    return !spans.isEmpty() && spans.getLast().toMillis() == Long.MAX_VALUE;
  }

  private static boolean overlap(Span one, Span other) {
    return one.fromMillis() < other.toMillis() && other.fromMillis() < one.toMillis();
  }

  boolean good() {
    return differences.isEmpty();
  }

  /** Their part of the demo's last line. */
  String line() {
    return "lit=" + lit;
  }
}
