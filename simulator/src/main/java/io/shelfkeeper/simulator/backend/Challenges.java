package io.shelfkeeper.simulator.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The challenges of one device, as far as this process has heard them. A real backend keeps the
 * newest and forgets the rest; this one keeps old ones too, to be late on purpose.
 */
final class Challenges {
  /** As many as a device takes. */
  private static final int GOOD = 3;

  private static final int KEPT = 100;

  private record Heard(String challenge, long boot) {}

  private final List<Heard> heard = new ArrayList<>();
  private long boot;

  /** Whether the newest one was heard in the connection that the device has now. */
  private boolean isCurrent;

  /**
   * A device greets: what it said before another start is worth nothing, and what it said before
   * another connection may have run out meanwhile.
   */
  void greeted(long inBoot) {
    boot = inBoot;
    isCurrent = false;
  }

  /** After each connect a device says the newest one again. */
  void hear(String challenge, long inBoot) {
    boot = inBoot;
    isCurrent = true;
    Heard one = new Heard(challenge, inBoot);
    if (!heard.contains(one)) {
      heard.add(one);
    }
    if (heard.size() > KEPT) {
      heard.removeFirst();
    }
  }

  /** Empty between a greeting and the challenge that follows it. */
  Optional<String> newest() {
    return heard.isEmpty() || !isCurrent
        ? Optional.empty()
        : Optional.of(heard.getLast().challenge());
  }

  /** The last one that is no longer good: of an earlier start, or with three newer ones. */
  Optional<String> expired() {
    for (int i = heard.size() - 1; i >= 0; i--) {
      if (heard.get(i).boot() != boot || i < heard.size() - GOOD) {
        return Optional.of(heard.get(i).challenge());
      }
    }
    return Optional.empty();
  }
}
