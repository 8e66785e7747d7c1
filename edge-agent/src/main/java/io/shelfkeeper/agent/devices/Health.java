package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;

/**
 * Whether a device or a bus works. A single miss is noise and no news; several in a row make it
 * {@code Doubtful}, and whoever knows its neighbours says whether it is to blame. What failed again
 * within a minute must work for a while before it is believed again, so that a loose contact is one
 * fault and not a hundred.
 *
 * <pre>
 *            Good            Missed                  Blamed
 * Well       Well            Doubtful                Well
 * Doubtful   Well            Doubtful                Failed
 * Failed     Failed or Well  Failed, perhaps anew    Failed
 * </pre>
 */
sealed interface Health {
  /** So many misses in a row are no noise. */
  int MISSES = 3;

  /** Two misses so far apart are none either. */
  long DOUBT_NANOS = Moment.NANOS_PER_SECOND;

  /** A fault that turned into another one for so many misses in a row is that other one. */
  int STRANGE = 5;

  /** What fails again within this time has relapsed. */
  long RELAPSE_NANOS = 60 * Moment.NANOS_PER_SECOND;

  /** How long a relapsed one must work: doubled with each relapse, up to this. */
  long CALM_NANOS_MAX = 2 * Moment.NANOS_PER_SECOND;

  /** What has been seen of it. */
  sealed interface Seen {
    record Good() implements Seen {}

    record Missed(DeviceFault fault) implements Seen {}

    /** Its neighbours work: it is not the bus. */
    record Blamed() implements Seen {}
  }

  /**
   * @param relapses how often it failed again soon after it had recovered
   * @param recovered whether it ever recovered, and when
   */
  record Past(int relapses, boolean recovered, long nanos) {
    static final Past NONE = new Past(0, false, 0);

    private Past missed(long now) {
      return recovered && now - nanos < RELAPSE_NANOS ? this : NONE;
    }

    private Past recovered(long now) {
      return new Past(relapses + 1, true, now);
    }

    private long calmNanos() {
      long doubled = Moment.NANOS_PER_SECOND << Math.min(relapses, 10);
      return relapses == 0 ? 0 : Math.min(doubled / 2, CALM_NANOS_MAX);
    }
  }

  record Well(Past past) implements Health {}

  record Doubtful(DeviceFault fault, long sinceNanos, int misses, Past past) implements Health {
    /** Whether it is time to ask whose fault it is. */
    boolean isRipe(long now) {
      return misses >= MISSES || misses > 1 && now - sinceNanos >= DOUBT_NANOS;
    }
  }

  /**
   * @param fault what was reported
   * @param count how often it was met
   * @param calm whether it works at the moment, and since when
   * @param other another kind of fault that is met instead, so many times in a row
   */
  record Failed(
      DeviceFault fault,
      long count,
      boolean calm,
      long calmNanos,
      FaultKind other,
      int others,
      Past past)
      implements Health {
    private static Failed of(DeviceFault fault, long count, Past past) {
      return new Failed(fault, count, false, 0, fault.kind(), 0, past);
    }

    private Health good(long now) {
      long since = calm ? calmNanos : now;
      return now - since >= past.calmNanos()
          ? new Well(past.recovered(now))
          : new Failed(fault, count, true, since, fault.kind(), 0, past);
    }

    private Health missed(DeviceFault met) {
      FaultKind kind = met.kind();
      int strange = kind == fault.kind() ? 0 : kind == other ? others + 1 : 1;
      return strange == STRANGE
          ? of(met, strange, past)
          : new Failed(fault, count + 1, false, 0, kind, strange, past);
    }
  }

  /** How it is after something more was seen of it. */
  static Health step(Health health, Seen seen, long now) {
    return switch (health) {
      case Well w ->
          switch (seen) {
            case Seen.Good g -> w;
            case Seen.Blamed b -> w;
            case Seen.Missed m -> new Doubtful(m.fault(), now, 1, w.past.missed(now));
          };
      case Doubtful d ->
          switch (seen) {
            case Seen.Good g -> new Well(d.past);
            case Seen.Blamed b -> Failed.of(d.fault, d.misses, d.past);
            case Seen.Missed m -> new Doubtful(m.fault(), d.sinceNanos, d.misses + 1, d.past);
          };
      case Failed f ->
          switch (seen) {
            case Seen.Good g -> f.good(now);
            case Seen.Blamed b -> f;
            case Seen.Missed m -> f.missed(m.fault());
          };
    };
  }
}
