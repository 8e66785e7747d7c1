package io.shelfkeeper.agent.core.prices;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.fleet.Trouble;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.function.Consumer;

/** Says when a price list cannot come into force as it should, and when that is over. */
public final class PriceWatch {
  private static final String DEVICE = "prices";
  private static final String NO_CLOCK = "no_clock";
  private static final String INCOMPLETE = "incomplete";

  /** A device asks for the time soon after its start. */
  static final long GRACE_NANOS = 600 * Moment.NANOS_PER_SECOND;

  private final PriceDesk desk;
  private final Faults faults;
  private long clockMissedSince = Long.MAX_VALUE;

  public PriceWatch(PriceDesk desk, Faults faults) {
    this.desk = desk;
    this.faults = faults;
  }

  /** Now and then. */
  public void look(Moment now, Consumer<Fact> say) {
    clock(now, say);
    long late = desk.late(now);
    if (late == 0) {
      faults.ended(now, DEVICE, INCOMPLETE, 1, say);
    } else if (!faults.isOpen(DEVICE, INCOMPLETE)) {
      faults.failed(
          now,
          Trouble.of(
              DEVICE,
              INCOMPLETE,
              "Price list %d should be in force and lacks parts; charged are the prices of %s."
                  .formatted(late, desk.source()),
              "Let the backend send the missing parts: prices.staged names them."),
          say);
    }
  }

  private void clock(Moment now, Consumer<Fact> say) {
    if (!desk.waitsForClock(now)) {
      clockMissedSince = Long.MAX_VALUE;
      faults.ended(now, DEVICE, NO_CLOCK, 1, say);
      return;
    }
    clockMissedSince = Math.min(clockMissedSince, now.nanos());
    if (now.nanos() - clockMissedSince >= GRACE_NANOS && !faults.isOpen(DEVICE, NO_CLOCK)) {
      faults.failed(
          now,
          Trouble.of(
              DEVICE,
              NO_CLOCK,
              "A price list waits for its time, and nobody knows what time it is.",
              "Check the network time of this device, or send the list again to begin now."),
          say);
    }
  }
}
