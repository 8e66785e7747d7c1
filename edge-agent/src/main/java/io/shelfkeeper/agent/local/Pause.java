package io.shelfkeeper.agent.local;

import java.io.InterruptedIOException;

/** Time between two questions of one person. */
public final class Pause {
  private static final long MILLIS = 500;

  private Pause() {}

  /** Waits half a second. */
  public static void take() throws InterruptedIOException {
    try {
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the agent");
    }
  }
}
