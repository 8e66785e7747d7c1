package io.shelfkeeper.agent.health;

import static io.shelfkeeper.agent.core.time.Moment.NANOS_PER_MILLI;
import static io.shelfkeeper.agent.core.time.Moment.NANOS_PER_SECOND;

import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Clock;

/**
 * The clocks of this machine and how far they may be believed. Never claims more than it knows: an
 * unsynchronised clock that is ahead of everything we know may be wrong by years, and says {@code
 * UNKNOWN}; one that is behind what must have passed already is replaced by that lower bound.
 */
public final class SystemClock implements Clock {
  /** Synchronisation comes and goes slowly; asking costs a system call. */
  private static final long CHECK_NANOS = 10 * NANOS_PER_SECOND;

  private final KernelClock kernel;
  private final long boundMillis;
  private final long startNanos;

  // Racing readers at worst ask twice: no thread relies on what another one found.
  private long checkedNanos;
  private boolean synchronised;

  /**
   * @param boundMillis true time is this or later: the newest of build time and times in the
   *     journal
   */
  public SystemClock(long boundMillis) {
    this(new LinuxClock(), boundMillis);
  }

  SystemClock(KernelClock kernel, long boundMillis) {
    this.kernel = kernel;
    this.boundMillis = boundMillis;
    this.startNanos = kernel.nanos();
    this.checkedNanos = startNanos;
    this.synchronised = kernel.synchronisedByFile();
  }

  @Override
  public Moment now() {
    long nanos = kernel.nanos();
    if (nanos - checkedNanos >= CHECK_NANOS) {
      checkedNanos = nanos;
      synchronised = kernel.synchronisedByFile() || kernel.synchronised();
    }
    long wall = kernel.wallMillis();
    if (synchronised) {
      return new Moment(wall, nanos, ClockTrust.TRUSTED);
    }
    long bound = boundMillis + (nanos - startNanos) / NANOS_PER_MILLI;
    return wall < bound
        ? new Moment(bound, nanos, ClockTrust.LOWER_BOUND)
        : new Moment(wall, nanos, ClockTrust.UNKNOWN);
  }
}
