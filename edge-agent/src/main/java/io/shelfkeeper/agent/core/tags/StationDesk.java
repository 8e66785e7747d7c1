package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** The jobs of one station: which tags are ready for one, which rest, and how many it has. */
final class StationDesk {
  /** A tag that rests after a failure. */
  private record Pause(long untilNanos, int tag) {}

  final StationPlan plan;
  private final NavigableSet<Integer> ready = new TreeSet<>();
  private final NavigableSet<Integer> seen = Collections.unmodifiableNavigableSet(ready);
  private final PriorityQueue<Pause> pauses =
      new PriorityQueue<>(Comparator.comparingLong(Pause::untilNanos));
  int inHand;

  /** Whether it serves, and since when. */
  boolean serves;

  long servesSince;

  StationDesk(StationPlan plan) {
    this.plan = plan;
  }

  /** Whether a tag needs a job has changed. */
  void look(Tag tag, Moment now) {
    if (!tag.needsJob()) {
      ready.remove(tag.number);
    } else if (tag.notBefore <= now.nanos()) {
      ready.add(tag.number);
    } else {
      ready.remove(tag.number);
      pauses.add(new Pause(tag.notBefore, tag.number));
    }
  }

  /** The next tag whose pause is over, or -1. */
  int rested(Moment now) {
    Pause first = pauses.peek();
    if (first == null || first.untilNanos > now.nanos()) {
      return -1;
    }
    pauses.remove();
    return first.tag;
  }

  boolean hasRoom() {
    // The others wait here, where they can still be changed.
    return inHand < StationPlan.PLACES;
  }

  /** Tags that are ready. */
  NavigableSet<Integer> ready() {
    return seen;
  }

  long nextNanos() {
    Pause first = pauses.peek();
    return first == null ? Long.MAX_VALUE : first.untilNanos;
  }
}
