package io.shelfkeeper.drivers.link;

/** Time that passes only when somebody waits for it. */
public final class FakeWaiting implements Waiting {
  private long now = Long.MAX_VALUE - 1_000; // monotonic time may begin anywhere

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void until(long nanos) {
    // At least a little: whoever waits for nothing would wait for ever.
    now = Math.max(nanos - now, 1_000) + now;
  }

  public void pass(long nanos) {
    now += nanos;
  }
}
