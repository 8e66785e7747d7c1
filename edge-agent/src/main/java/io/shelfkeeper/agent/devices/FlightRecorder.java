package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A link that remembers its last 64 exchanges: when, what was sent, what came, how it ended. They
 * go along with a fault when it opens: the cheapest debugger a shop can have. Keeps bytes in places
 * made once, and makes text of them only when asked.
 */
final class FlightRecorder implements ByteLink {
  private static final int EXCHANGES = 64;

  private final ByteLink link;
  private final Pace pace;
  private final Exchange[] exchanges = new Exchange[EXCHANGES];
  private int begun;

  FlightRecorder(ByteLink link, Pace pace) {
    this.link = link;
    this.pace = pace;
    Arrays.setAll(exchanges, i -> new Exchange());
  }

  /** How the last exchange ended, in a word. */
  void note(String result) {
    if (begun > 0) {
      exchanges[(begun - 1) % EXCHANGES].result = result;
    }
  }

  /** The last exchanges, oldest first, as {@code -12.3 ms > 01 03 00 50 < 01 83 02: refused}. */
  List<String> tell() {
    List<String> lines = new ArrayList<>();
    long now = pace.nanos();
    for (int i = Math.max(0, begun - EXCHANGES); i < begun; i++) {
      lines.add(exchanges[i % EXCHANGES].text(now));
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
    if (count > 0 && begun > 0) {
      exchanges[(begun - 1) % EXCHANGES].received.add(into, offset, count);
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws DeviceFault {
    exchanges[begun++ % EXCHANGES].begin(pace.nanos(), bytes);
    link.write(bytes);
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

  private static final class Exchange {
    private final Kept sent = new Kept(24);
    private final Kept received = new Kept(48);
    private long nanos;
    private String result = "";

    void begin(long now, byte[] bytes) {
      nanos = now;
      result = "";
      sent.size = 0;
      received.size = 0;
      sent.add(bytes, 0, bytes.length);
    }

    String text(long now) {
      long tenths = (now - nanos) / 100_000L;
      String ended = result.isEmpty() ? "" : ": " + result;
      return "-" + tenths / 10 + "." + tenths % 10 + " ms > " + sent + " < " + received + ended;
    }
  }

  /** The first bytes of what passed, and how many there were. */
  private static final class Kept {
    private final byte[] bytes;
    private int size;

    Kept(int room) {
      bytes = new byte[room];
    }

    void add(byte[] more, int offset, int length) {
      int fits = Math.max(0, Math.min(length, bytes.length - size));
      System.arraycopy(more, offset, bytes, Math.min(size, bytes.length), fits);
      size += length;
    }

    @Override
    public String toString() {
      int held = Math.min(size, bytes.length);
      String rest = size > held ? " and " + (size - held) + " more" : "";
      return Hex.text(Arrays.copyOf(bytes, held)) + rest;
    }
  }
}
