package io.shelfkeeper.agent.devices;

/**
 * Whose turn it is on a bus. Pure. A device that does not answer is asked less and less often, so
 * that its silence does not cost the others their period; it never comes to be asked less than
 * every two seconds, so that it is back soon after it is plugged in.
 */
final class PollPlan {
  private static final long SILENT_NANOS_MAX = 2_000_000_000L;
  private static final int SILENT_DOUBLINGS_MAX = 10;

  private final long[] periods;
  private final long[] due;
  private final int[] silences;

  /**
   * @param periods wanted time between two questions to each device, nanoseconds
   * @param now the first round begins here, spread over the period
   */
  PollPlan(long[] periods, long now) {
    this.periods = periods.clone();
    due = new long[periods.length];
    silences = new int[periods.length];
    for (int i = 0; i < due.length; i++) {
      due[i] = now + periods[i] * i / periods.length;
    }
  }

  /** The device that has waited longest. */
  int next() {
    int first = 0;
    for (int i = 1; i < due.length; i++) {
      if (due[i] - due[first] < 0) {
        first = i;
      }
    }
    return first;
  }

  long dueNanos(int device) {
    return due[device];
  }

  /** Asks this device then already. */
  void hurry(int device, long nanos) {
    if (nanos - due[device] < 0) {
      due[device] = nanos;
    }
  }

  /** Plans the next question after one that was answered. */
  void answered(int device, long now) {
    silences[device] = 0;
    // Keeps the rhythm; what was missed while the bus was busy is not made up for.
    due[device] = Math.max(due[device] + periods[device], now);
  }

  /** Plans the next question after one that was not. */
  void failed(int device, long now) {
    silences[device] = Math.min(silences[device] + 1, SILENT_DOUBLINGS_MAX);
    long pause = Math.min(periods[device] << silences[device] - 1, SILENT_NANOS_MAX);
    due[device] = now + Math.max(pause, periods[device]);
  }
}
