package io.shelfkeeper.agent.core.doors;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a door moves. Of a contact that flutters it tells so many a minute and how it stands at
 * the end: facts are never dropped, so a loose wire must not fill the disk. Never keeps an alarm
 * back.
 */
final class Movements {
  /** No hand moves a door more often. */
  static final int PER_MINUTE = 30;

  private static final long MINUTE_NANOS = 60 * Moment.NANOS_PER_SECOND;

  private long sinceNanos;
  private int told;
  private @Nullable Fact withheld;

  void tell(Moment now, Fact fact, Consumer<Fact> say) {
    if (mayTell(now)) {
      told++;
      withheld = null;
      say.accept(fact);
    } else {
      withheld = fact;
    }
  }

  void tick(Moment now, Consumer<Fact> say) {
    if (withheld != null && mayTell(now)) {
      tell(now, withheld, say);
    }
  }

  private boolean mayTell(Moment now) {
    if (told == 0 || now.nanos() - sinceNanos >= MINUTE_NANOS) {
      sinceNanos = now.nanos();
      told = 0;
    }
    return told < PER_MINUTE;
  }
}
