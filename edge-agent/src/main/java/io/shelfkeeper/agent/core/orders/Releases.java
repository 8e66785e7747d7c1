package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.orders.ReleaseState.Happening;
import io.shelfkeeper.agent.core.permits.LockPlan;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The orders that are being carried out: burned, and without an outcome yet. Each ends exactly
 * once, and none is ever tried again.
 */
final class Releases {
  /** A board that has not been heard of for so long after its order is not waited for. */
  static final long ANSWER_NANOS = 10 * Moment.NANOS_PER_SECOND;

  /** So long a glance at a door may be in coming when its time is up. */
  private static final long GLANCE_NANOS = 1_500 * Moment.NANOS_PER_MILLI;

  private static final int LAYOUT = 1;
  private static final int UNDER_WAY_MAX = 1_000;

  private final List<LockPlan> locks;
  private final LockSight sight;
  private final Map<String, UnderWay> underWay = new LinkedHashMap<>();

  /**
   * @param beganNanos since when its pulse may have come
   * @param dueNanos when its time is up
   * @param nextNanos when it is looked at again; later than due while a glance at its door is
   *     awaited
   * @param detail what the board said about it, for people
   */
  private record UnderWay(
      int lock, ReleaseState state, long beganNanos, long dueNanos, long nextNanos, String detail) {
    UnderWay in(ReleaseState next) {
      return new UnderWay(lock, next, beganNanos, dueNanos, nextNanos, detail);
    }

    UnderWay awaitingGlance() {
      return new UnderWay(lock, state, beganNanos, dueNanos, dueNanos + GLANCE_NANOS, detail);
    }
  }

  /** An order that has ended; its state is final. */
  record Ended(String order, int lock, ReleaseState state, String detail) {}

  Releases(List<LockPlan> locks, LockSight sight) {
    this.locks = locks;
    this.sight = sight;
  }

  void begin(String order, int lock, Moment now) {
    long due = now.nanos() + ANSWER_NANOS;
    underWay.put(order, new UnderWay(lock, ReleaseState.PULSING, now.nanos(), due, due, ""));
  }

  boolean isUnderWay(int lock) {
    return underWay.values().stream().anyMatch(release -> release.lock == lock);
  }

  /** When {@link #late} has something to do next. */
  long nextNanos() {
    return underWay.values().stream().mapToLong(UnderWay::nextNanos).min().orElse(Long.MAX_VALUE);
  }

  /** The board has spoken, or has failed to. */
  List<Ended> pulsed(Input.Pulsed input, Moment now) {
    UnderWay before = underWay.get(input.order());
    if (before == null || before.lock != input.lock()) {
      return List.of();
    }
    Happening happening = happening(input.answer(), sight.hasContact(input.lock()));
    ReleaseState state = before.state.after(happening);
    long open = locks.get(before.lock).openMillis() * Moment.NANOS_PER_MILLI;
    boolean waits = state == ReleaseState.WATCHING || state == ReleaseState.DOUBTING;
    long due = waits && state != before.state ? now.nanos() + open : before.dueNanos;
    return goOn(
        input.order(), new UnderWay(before.lock, state, before.beganNanos, due, due, input.why()));
  }

  private static Happening happening(Input.PulseAnswer answer, boolean hasContact) {
    return switch (answer) {
      case ANSWERED -> hasContact ? Happening.MADE : Happening.MADE_BLIND;
      case UNANSWERED -> hasContact ? Happening.SILENT : Happening.SILENT_BLIND;
      case NOT_SENT -> Happening.NOT_SENT;
    };
  }

  /** A contact saw a door open. */
  List<Ended> opened(int lock) {
    List<Ended> ended = new ArrayList<>();
    for (Map.Entry<String, UnderWay> each : List.copyOf(underWay.entrySet())) {
      if (each.getValue().lock == lock) {
        ended.addAll(happen(each.getKey(), each.getValue(), Happening.OPENED));
      }
    }
    return ended;
  }

  /** Whatever is due by now. To be called whenever a door was looked at, too. */
  List<Ended> late(Moment now) {
    List<Ended> ended = new ArrayList<>();
    for (Map.Entry<String, UnderWay> each : List.copyOf(underWay.entrySet())) {
      UnderWay release = each.getValue();
      if (now.nanos() < release.dueNanos) {
        continue;
      }
      Happening happening = lateness(release);
      boolean glanceMayCome = now.nanos() < release.dueNanos + GLANCE_NANOS;
      if (happening == Happening.LATE_UNKNOWN
          && release.state == ReleaseState.WATCHING
          && glanceMayCome) {
        underWay.put(each.getKey(), release.awaitingGlance());
      } else {
        ended.addAll(happen(each.getKey(), release, happening));
      }
    }
    return ended;
  }

  private Happening lateness(UnderWay release) {
    if (sight.isOpen(release.lock)) {
      return Happening.LATE_OPEN;
    }
    boolean shut = sight.stayedShut(release.lock, release.beganNanos, release.dueNanos);
    return shut ? Happening.LATE_SHUT : Happening.LATE_UNKNOWN;
  }

  /** What each order is about, for the outcome that it gets after a crash. */
  byte[] state() {
    StateWriter writer = new StateWriter(LAYOUT).number(underWay.size());
    underWay.forEach((order, release) -> writer.text(order).text(locks.get(release.lock).target()));
    return writer.bytes();
  }

  /** Targets by order, as {@link #state} wrote them; what cannot be read is not known. */
  static Map<String, String> targets(byte @Nullable [] state) {
    Map<String, String> targets = new LinkedHashMap<>();
    if (state == null) {
      return targets;
    }
    try {
      StateReader reader = new StateReader(state, LAYOUT);
      int count = reader.count(UNDER_WAY_MAX);
      for (int i = 0; i < count; i++) {
        targets.put(reader.text(), reader.text());
      }
    } catch (StateReader.Unreadable e) {
      // Of another release: the outcome is unknown all the same.
      targets.clear();
    }
    return targets;
  }

  private List<Ended> happen(String order, UnderWay before, Happening happening) {
    return goOn(order, before.in(before.state.after(happening)));
  }

  private List<Ended> goOn(String order, UnderWay now) {
    if (!now.state.isFinal()) {
      underWay.put(order, now);
      return List.of();
    }
    underWay.remove(order);
    return List.of(new Ended(order, now.lock, now.state, now.detail));
  }
}
