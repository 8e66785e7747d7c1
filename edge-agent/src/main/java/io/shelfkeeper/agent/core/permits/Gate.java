package io.shelfkeeper.agent.core.permits;

import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The only one that gives leave to move a lock, for an authentic order that is fresh, unused and
 * allowed here and now. Never gives it twice for one order, never for two coils of one supply; in
 * doubt it refuses.
 */
public final class Gate {
  private final List<LockPlan> locks;
  private final Map<String, Integer> targets = new HashMap<>();
  private final Challenges challenges;
  private final Coils coils;
  private final List<MinuteWindow> windows = new ArrayList<>();
  private final MinuteWindow siteWindow;
  private boolean held;

  /** What the gate says to an order. */
  public sealed interface Verdict {
    record Granted(Permit permit) implements Verdict {}

    record Refused(Refusal why) implements Verdict {}
  }

  /** What is known of locks at this moment. */
  public interface Sight {
    /** Whether the door is certainly open. */
    boolean isOpen(int lock);

    /** Whether an order for this lock has not ended yet. */
    boolean isUnderWay(int lock);
  }

  /**
   * @param sitePulsesPerMinuteMax how often locks of this site may move in a minute, all together
   * @param random nobody but us can guess its next number
   */
  public Gate(List<LockPlan> locks, int sitePulsesPerMinuteMax, LongSupplier random) {
    this.locks = List.copyOf(locks);
    challenges = new Challenges(random);
    coils = new Coils(this.locks);
    siteWindow = new MinuteWindow(sitePulsesPerMinuteMax);
    for (int lock = 0; lock < locks.size(); lock++) {
      targets.put(locks.get(lock).target(), lock);
      windows.add(new MinuteWindow(locks.get(lock).pulsesPerMinuteMax()));
    }
  }

  /**
   * @param journalLost whether burned orders may have been forgotten: nothing moves until the
   *     backend has been reached
   */
  public void start(Moment now, boolean journalLost) {
    held = journalLost;
    challenges.start(now.nanos());
    coils.start(now.nanos());
    for (int lock = 0; journalLost && lock < locks.size(); lock++) {
      rest(lock, now);
    }
  }

  /** The process before may have pulsed this lock a moment ago: its coil is warm. */
  public void rest(int lock, Moment now) {
    coils.rest(lock, now.nanos());
  }

  /** The backend has been reached. */
  public void release() {
    held = false;
  }

  public void tick(Moment now) {
    challenges.renew(now.nanos());
  }

  public Challenges challenges() {
    return challenges;
  }

  /**
   * Judges an order, the checks in the order of the contract. With a permit the order is used, and
   * the coil's supply is taken until {@link #pulsed}: its burn has to be written down at once.
   *
   * @param order authentic, and not known from before
   */
  public Verdict admit(SignedOrder order, Moment now, Sight sight) {
    tick(now);
    if (!challenges.isMine(order.challenge())) {
      return new Verdict.Refused(Refusal.STALE);
    }
    Integer lock = targets.get(order.target());
    if (lock == null) {
      return new Verdict.Refused(Refusal.UNKNOWN_TARGET);
    }
    Refusal local = local(lock, now.nanos(), sight);
    if (local != null) {
      return new Verdict.Refused(local);
    }
    if (!challenges.use(order.challenge(), order.id())) {
      return new Verdict.Refused(Refusal.ID_REUSED);
    }
    windows.get(lock).add(now.nanos());
    siteWindow.add(now.nanos());
    coils.begin(lock, order.id());
    return new Verdict.Granted(new Permit(order.id(), lock));
  }

  private @Nullable Refusal local(int lock, long now, Sight sight) {
    if (held) {
      return Refusal.NOT_HEARD;
    }
    if (windows.get(lock).isFull(now)) {
      return Refusal.LOCK_LIMIT;
    }
    if (siteWindow.isFull(now)) {
      return Refusal.SITE_LIMIT;
    }
    if (sight.isOpen(lock)) {
      return Refusal.DOOR_OPEN;
    }
    if (sight.isUnderWay(lock) || !coils.isFree(lock, now)) {
      return Refusal.BUSY;
    }
    return coils.rests(lock, now) ? Refusal.COIL_RESTS : null;
  }

  /**
   * What became of a permit. Changes nothing if it was said before.
   *
   * @param moved false if it is certain that no coil was energised
   */
  public void pulsed(String order, int lock, boolean moved, Moment now) {
    coils.end(lock, order, moved, now.nanos());
  }
}
