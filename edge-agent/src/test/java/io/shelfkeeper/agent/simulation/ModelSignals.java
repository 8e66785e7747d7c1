package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.signals.SignalKind;
import io.shelfkeeper.agent.core.signals.SignalPlan;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.drivers.api.SignalPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A lamp beside each door, and a buzzer, as people see them. A lamp is never dark while its lock
 * was let go and the door was not told as shut since; a door that was told as forced blinks until
 * it is told as shut; a buzzer ends.
 */
final class ModelSignals {
  private static final long SECOND = 1_000_000_000L;

  /** So long after a release an opening belongs to it. */
  private static final long WINDOW_NANOS = 15 * SECOND;

  private static final int BUZZER = ModelLocks.LOCKS;
  private static final int SOUND_SECONDS = 30;
  private static final long LOOK_NANOS = 250_000_000L;

  /** Housekeeping is done every second. */
  private static final long LATE_NANOS = 3 * SECOND;

  private final Timeline timeline;
  private final SignalPattern[] shown = new SignalPattern[BUZZER + 1];
  private final long[] freeUntil = new long[ModelLocks.LOCKS];
  private final boolean[] forced = new boolean[ModelLocks.LOCKS];
  private boolean isAlive;

  /** A process that was stopped can end no sound, and neither can what played it. */
  private long calmSince;

  int changes;

  ModelSignals(Timeline timeline) {
    this.timeline = timeline;
    Arrays.fill(shown, SignalPattern.OFF);
    timeline.after(LOOK_NANOS, this::look);
  }

  static List<SignalPlan> plans() {
    List<SignalPlan> plans = new ArrayList<>();
    for (int door = 0; door < ModelLocks.LOCKS; door++) {
      plans.add(plan("lamp" + door, SignalKind.LAMP, new SignalPlan.Door("d" + door), 0));
    }
    plans.add(plan("horn", SignalKind.BUZZER, new SignalPlan.Alarms(), SOUND_SECONDS));
    return plans;
  }

  private static SignalPlan plan(
      String id, SignalKind kind, SignalPlan.Subject subject, int seconds) {
    return new SignalPlan(id, "lamps", "pins", kind, subject, seconds);
  }

  /** A life of the agent begins or ends: all lines are off, and it has promised nothing yet. */
  void listen(boolean isAlive) {
    this.isAlive = isAlive;
    Arrays.fill(shown, SignalPattern.OFF);
    Arrays.fill(freeUntil, Long.MIN_VALUE);
    Arrays.fill(forced, false);
    calmSince = timeline.nanos();
  }

  /** The agent wants a pulse. */
  void released(int lock) {
    freeUntil[lock] = timeline.nanos() + WINDOW_NANOS;
  }

  /** The pulse is known not to have been made. */
  void stayed(int lock) {
    freeUntil[lock] = Long.MIN_VALUE;
  }

  /** Before an effect is written. */
  void durable(Effect.Durable effect) {
    if (!(effect instanceof Effect.Append append)) {
      return;
    }
    switch (append.fact()) {
      case Fact.DoorForced fact -> {
        forced[Integer.parseInt(fact.lock())] = true;
        calmSince = timeline.nanos();
      }
      case Fact.DoorHeld fact -> calmSince = timeline.nanos();
      case Fact.DoorShut fact -> {
        forced[Integer.parseInt(fact.lock())] = false;
        stayed(Integer.parseInt(fact.lock()));
      }
      default -> {}
    }
  }

  void show(Effect.ShowSignal signal) {
    Broken.unless(
        shown[signal.signal()] != signal.pattern(), "signal %s is told twice", signal.signal());
    shown[signal.signal()] = signal.pattern();
    changes++;
    if (signal.signal() < ModelLocks.LOCKS) {
      lamp(signal.signal());
    }
  }

  private void look() {
    if (timeline.standsForNanos() > 0) {
      calmSince = timeline.nanos() + timeline.standsForNanos();
    } else if (isAlive) {
      for (int lamp = 0; lamp < ModelLocks.LOCKS; lamp++) {
        lamp(lamp);
      }
      boolean isOver = timeline.nanos() - calmSince > SOUND_SECONDS * SECOND + LATE_NANOS;
      Broken.unless(!isOver || shown[BUZZER] == SignalPattern.OFF, "the buzzer never ends");
    }
    timeline.after(LOOK_NANOS, this::look);
  }

  private void lamp(int lamp) {
    boolean isFree = timeline.nanos() < freeUntil[lamp];
    Broken.unless(
        !isFree || shown[lamp] != SignalPattern.OFF, "lamp %d is dark, its lock is free", lamp);
    Broken.unless(
        !forced[lamp] || shown[lamp] == SignalPattern.FAST_BLINK,
        "door %d is forced, its lamp is %s",
        lamp,
        shown[lamp]);
  }
}
