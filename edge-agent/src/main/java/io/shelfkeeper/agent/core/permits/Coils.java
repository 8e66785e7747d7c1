package io.shelfkeeper.agent.core.permits;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which coils may be energised now: never two of one supply or one board, and each rests nine times
 * as long as it was energised. Knows pulses only by their beginning and by what the board said; in
 * doubt a coil counts as energised up to its cap.
 */
final class Coils {
  /** Cabinet solenoids are made for intermittent duty, often one part in ten. */
  private static final int DUTY = 10;

  private final List<LockPlan> locks;
  private final long[] restNanos;
  private final Map<String, Use> uses = new HashMap<>();

  /** What a supply or a board does: a pulse of an order without an end yet, or until a time. */
  private record Use(@Nullable String order, long untilNanos) {
    boolean isFree(long now) {
      return order == null && now - untilNanos >= 0;
    }
  }

  Coils(List<LockPlan> locks) {
    this.locks = locks;
    restNanos = new long[locks.size()];
  }

  /** A pulse of the process before may still run. */
  void start(long now) {
    for (int lock = 0; lock < locks.size(); lock++) {
      LockPlan plan = locks.get(lock);
      restNanos[lock] = now;
      long end = now + plan.capMillis() * Moment.NANOS_PER_MILLI;
      uses.merge(supply(plan), new Use(null, end), Coils::later);
      uses.merge(board(plan), new Use(null, end), Coils::later);
    }
  }

  private static Use later(Use one, Use other) {
    return one.untilNanos >= other.untilNanos ? one : other;
  }

  boolean rests(int lock, long now) {
    return now - restNanos[lock] < 0;
  }

  /** It was energised until now. */
  void rest(int lock, long now) {
    restNanos[lock] = now + (long) locks.get(lock).pulseMillis() * DUTY * Moment.NANOS_PER_MILLI;
  }

  boolean isFree(int lock, long now) {
    LockPlan plan = locks.get(lock);
    return isFree(supply(plan), now) && isFree(board(plan), now);
  }

  private boolean isFree(String what, long now) {
    return use(what).isFree(now);
  }

  /** From now on the pulse may come at any time. */
  void begin(int lock, String order) {
    LockPlan plan = locks.get(lock);
    uses.put(supply(plan), new Use(order, 0));
    uses.put(board(plan), new Use(order, 0));
  }

  /**
   * The board has spoken, or has failed to.
   *
   * @param moved false if it is certain that no coil was energised
   */
  void end(int lock, String order, boolean moved, long now) {
    LockPlan plan = locks.get(lock);
    long until = moved ? now + plan.capMillis() * Moment.NANOS_PER_MILLI : now;
    if (free(supply(plan), order, until) && moved) {
      rest(lock, now);
    }
    free(board(plan), order, until);
  }

  private boolean free(String what, String order, long until) {
    if (!order.equals(use(what).order)) {
      return false;
    }
    uses.put(what, new Use(null, until));
    return true;
  }

  /** Every one has a use from the start on. */
  private Use use(String what) {
    return Objects.requireNonNull(uses.get(what));
  }

  private static String supply(LockPlan plan) {
    return "supply/" + plan.supply();
  }

  private static String board(LockPlan plan) {
    return "board/" + plan.board();
  }
}
