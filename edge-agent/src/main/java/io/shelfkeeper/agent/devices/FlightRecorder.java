package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A link that remembers its last 64 movements of bytes. They go along with a fault when it opens:
 * the cheapest debugger a shop can have. Keeps bytes, and makes text of them only when asked.
 */
final class FlightRecorder implements ByteLink {
  private static final int ENTRIES = 64;
  private static final int TOLD = 16;

  private final ByteLink link;
  private final Pace pace;
  private final byte[][] bytes = new byte[ENTRIES][];
  private final boolean[] out = new boolean[ENTRIES];
  private final long[] nanos = new long[ENTRIES];
  private int written;

  FlightRecorder(ByteLink link, Pace pace) {
    this.link = link;
    this.pace = pace;
  }

  private void keep(boolean outwards, byte[] what) {
    int at = written++ % ENTRIES;
    bytes[at] = what;
    out[at] = outwards;
    nanos[at] = pace.nanos();
  }

  /** The last movements, oldest first, as {@code -12.3 ms > 01 03 00 50}. */
  List<String> tell() {
    List<String> lines = new ArrayList<>();
    long now = pace.nanos();
    for (int i = Math.max(0, written - TOLD); i < written; i++) {
      int at = i % ENTRIES;
      long tenths = (now - nanos[at]) / 100_000L;
      lines.add(
          "-" + tenths / 10 + "." + tenths % 10 + " ms " + (out[at] ? "> " : "< ")
              + Hex.text(bytes[at]));
    }
    return lines;
  }

  @Override
  public void open() throws DeviceFault {
    link.open();
  }

  @Override
  public int read(byte[] into, int offset, int length, int waitMillis) throws DeviceFault {
    int count = link.read(into, offset, length, waitMillis);
    if (count > 0) {
      keep(false, Arrays.copyOfRange(into, offset, offset + count));
    }
    return count;
  }

  @Override
  public void write(byte[] what) throws DeviceFault {
    keep(true, what);
    link.write(what);
  }

  @Override
  public void discardInput() throws DeviceFault {
    link.discardInput();
  }

  @Override
  public void close() {
    link.close();
  }

  @Override
  public String where() {
    return link.where();
  }
}
