package io.shelfkeeper.drivers.lock;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;

/**
 * What is still on its way when a board is about to be asked. It answers nothing, but it may tell
 * that there are two boards.
 */
public final class Leftovers {
  /** More than this that nobody asked for is noise, and thrown away unread. */
  private static final int READS_MAX = 4;

  private Leftovers() {}

  /** Hears what is cleared away. */
  public interface Ear {
    void hears(byte[] bytes, int offset, int length);
  }

  /**
   * Waits until the line is quiet.
   *
   * @param buffer room for what comes; its content is lost
   * @param gapMillis silence that is long enough to speak into
   * @param restMillis how long somebody who still speaks is waited for
   */
  public static void clear(ByteLink link, byte[] buffer, int gapMillis, int restMillis, Ear ear)
      throws DeviceFault {
    for (int i = 0; i < READS_MAX && comes(link, buffer, 0, ear); i++) {
      // The answers of a while ago, one after the other.
    }
    link.discardInput();
    for (int i = 0; i < READS_MAX && comes(link, buffer, gapMillis, ear); i++) {
      comes(link, buffer, restMillis, ear);
    }
  }

  private static boolean comes(ByteLink link, byte[] buffer, int waitMillis, Ear ear)
      throws DeviceFault {
    int count = link.read(buffer, 0, buffer.length, waitMillis);
    ear.hears(buffer, 0, count);
    return count > 0;
  }
}
