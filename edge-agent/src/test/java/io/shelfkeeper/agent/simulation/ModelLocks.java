package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.documents.DocumentSetup;
import io.shelfkeeper.agent.core.doors.ContactPlan;
import io.shelfkeeper.agent.core.doors.DoorPlan;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.orders.OrderSetup;
import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.permits.LockPlan;
import io.shelfkeeper.agent.core.planogram.PlanogramSetup;
import io.shelfkeeper.agent.core.prices.PriceSetup;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Input.PulseAnswer;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two lock boards with three doors, as bad as they come: replies get lost, requests too, locks jam,
 * coils stick up to their cap, a board falls silent, and hands force doors.
 */
final class ModelLocks {
  static final int LOCKS = 3;
  private static final long POLL_NANOS = 200_000_000L;
  private static final int PULSE_MILLIS = 300;
  private static final int CAP_MILLIS = 1_500;

  /** A pulse that waited longer is not made. */
  private static final long LATE_NANOS = 5_000_000_000L;

  /** Two at one board and one supply; the last one is alone and nobody sees its door. */
  static final List<LockPlan> PLANS =
      List.of(
          new LockPlan("0", "b0", "main", PULSE_MILLIS, CAP_MILLIS, 3_000, 6),
          new LockPlan("1", "b0", "main", PULSE_MILLIS, CAP_MILLIS, 3_000, 6),
          new LockPlan("2", "b1", "other", PULSE_MILLIS, CAP_MILLIS, 3_000, 6));

  private final Timeline timeline;
  private final Chance chance;
  private final Fuse fuse;
  private final LockPromises promises;
  private final boolean[] open = new boolean[LOCKS];
  private boolean silent;

  /** Beside the doors. */
  final ModelSignals signals;

  /** For this life of the agent. */
  private @Nullable Inputs inputs;

  /** Called after some pulses: the power fails at the worst moment. */
  Runnable powerCut = () -> {};

  ModelLocks(Timeline timeline, Chance chance, Fuse fuse, LockPromises promises) {
    this.fuse = fuse;
    this.timeline = timeline;
    this.chance = chance;
    this.promises = promises;
    signals = new ModelSignals(timeline);
    timeline.after(POLL_NANOS, this::poll);
  }

  static DocumentSetup documents(PlanogramSetup planogram) {
    PriceSetup prices =
        new PriceSetup(
            "UTC",
            List.of("sku0a", "sku1a", "sku2a", "sku3a"),
            "EUR",
            "",
            List.of(
                new Price("sku0a", "", 104, 0, null, ""),
                new Price("sku1a", "", 200, 0, null, "")));
    return new DocumentSetup(ModelIssuer.SELF, ModelIssuer.rootKey(), prices, planogram);
  }

  static OrderSetup orders() {
    return new OrderSetup(ModelIssuer.SELF, PLANS, 20);
  }

  static DoorsPlan doors() {
    return new DoorsPlan(
        List.of(new DoorsPlan.Board("lock/b0", "l0"), new DoorsPlan.Board("lock/b1", "l1")),
        List.of(
            new DoorPlan("d0", 0, "0", 0, "main", new ContactPlan(0, 1, true), null, 60_000),
            new DoorPlan("d1", 1, "1", 0, "main", new ContactPlan(0, 2, true), null, 60_000),
            new DoorPlan("d2", 2, "2", 1, "other", null, null, 60_000)),
        null);
  }

  void listen(@Nullable Inputs to) {
    inputs = to;
    signals.listen(to != null);
  }

  private void poll() {
    if (inputs != null && timeline.standsForNanos() == 0) {
      long closed = (open[0] ? 0 : 1) | (open[1] ? 0 : 2);
      boolean missed = silent || chance.happens(0.01);
      inputs.post(new Input.ContactsRead(0, timeline.nanos(), missed ? 0 : 8, missed ? 0 : closed));
    }
    timeline.after(POLL_NANOS, this::poll);
  }

  /** Its bus is busy for a moment; a process that dies meanwhile takes the wish along. */
  void actuate(Actuation actuation) {
    fuse.pass("after the burn, before the pulse");
    promises.wished(actuation.order(), actuation.lock());
    signals.released(actuation.lock());
    Inputs life = inputs;
    long wished = timeline.nanos();
    whenItRuns(
        chance.millis(1, 80),
        () -> {
          if (life == null || life != inputs) {
            return;
          }
          if (timeline.nanos() - wished > LATE_NANOS) {
            answer(actuation.order(), actuation.lock(), PulseAnswer.NOT_SENT, life);
          } else {
            pulse(actuation.order(), actuation.lock(), life);
          }
        });
    fuse.pass("after the pulse was handed over");
  }

  /** What the thread of a bus does; a stopped process does it when it goes on. */
  private void whenItRuns(long nanos, Runnable what) {
    timeline.after(
        nanos,
        () -> {
          long left = timeline.standsForNanos();
          if (left == 0) {
            what.run();
          } else {
            whenItRuns(left + chance.millis(0, 300), what);
          }
        });
  }

  private void pulse(String order, int lock, Inputs life) {
    if (chance.happens(0.08)) {
      answer(order, lock, PulseAnswer.NOT_SENT, life);
      return;
    }
    boolean requestLost = silent || chance.happens(0.04);
    if (!requestLost) {
      boolean sticks = chance.happens(0.1);
      promises.pulsed(order, lock, sticks ? CAP_MILLIS : PULSE_MILLIS);
      if (!chance.happens(0.12)) {
        timeline.after(chance.millis(30, 1_800), () -> swing(lock));
      }
    }
    boolean replyLost = requestLost || chance.happens(0.08);
    answer(order, lock, replyLost ? PulseAnswer.UNANSWERED : PulseAnswer.ANSWERED, life);
    if (chance.happens(0.1)) {
      timeline.after(chance.millis(0, 60), powerCut);
    }
  }

  private void answer(String order, int lock, PulseAnswer answer, Inputs life) {
    whenItRuns(
        chance.millis(5, 60),
        () -> {
          if (life == inputs) {
            if (answer == PulseAnswer.NOT_SENT) {
              signals.stayed(lock);
            }
            life.post(new Input.Pulsed(order, lock, answer, "as it is"));
          }
        });
  }

  private void swing(int lock) {
    open[lock] = true;
    long nanos = chance.millis(1_500, 9_000);
    promises.opened(lock, nanos);
    timeline.after(nanos, () -> open[lock] = false);
  }

  /** A hand with a lever. */
  void force() {
    int lock = chance.between(0, LOCKS - 1);
    if (!open[lock]) {
      swing(lock);
    }
  }

  void silence() {
    silent = true;
  }

  void mend() {
    silent = false;
  }
}
