package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A wire in memory and in virtual time: bytes take their time, waiting costs nothing and is
 * counted. Keeps the contract of the real links.
 */
public class MemoryLink implements ByteLink {
  /** 10 bits at 115,200 baud, unless a test says otherwise. */
  public long byteMicros = 87;

  /** Virtual time. */
  public long micros;

  /** Everything that was sent. */
  public final List<byte[]> requests = new ArrayList<>();

  /** What the wire does to bytes on their way there and back. */
  public UnaryOperator<byte[]> there = UnaryOperator.identity();

  public UnaryOperator<byte[]> back = UnaryOperator.identity();

  private final ArrayDeque<Due> coming = new ArrayDeque<>();
  private boolean plugged = true;
  private boolean open = true;

  private record Due(long micros, byte value) {}

  /** What far ends do when bytes have arrived; nothing here. */
  protected void arrived(byte[] bytes) {}

  /** Puts bytes on the wire, to begin after a delay or when the wire is free. */
  public void say(byte[] bytes, long delayMicros) {
    long at = micros + delayMicros;
    at = coming.isEmpty() ? at : Math.max(at, coming.getLast().micros());
    for (byte value : bytes) {
      at += byteMicros;
      coming.add(new Due(at, value));
    }
  }

  /** Pulls the plug or puts it in again. */
  public void plug(boolean in) {
    plugged = in;
    coming.clear();
  }

  @Override
  public void open() throws DeviceFault {
    if (!plugged) {
      throw down();
    }
    open = true;
  }

  @Override
  public void write(byte[] bytes) throws DeviceFault {
    check();
    requests.add(bytes.clone());
    micros += bytes.length * byteMicros;
    arrived(there.apply(bytes.clone()));
  }

  @Override
  public int read(byte[] into, int offset, int length, int waitMillis) throws DeviceFault {
    check();
    long until = micros + waitMillis * 1_000L;
    if (coming.isEmpty() || coming.getFirst().micros() > until) {
      micros = until;
      return 0;
    }
    micros = Math.max(micros, coming.getFirst().micros());
    int count = 0;
    while (count < length && !coming.isEmpty() && coming.getFirst().micros() <= micros) {
      into[offset + count++] = coming.removeFirst().value();
    }
    return count;
  }

  @Override
  public void discardInput() throws DeviceFault {
    check();
    coming.removeIf(due -> due.micros() <= micros);
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public String where() {
    return "memory";
  }

  private void check() throws DeviceFault {
    if (!plugged) {
      open = false;
    }
    if (!open) {
      throw down();
    }
  }

  private static DeviceFault down() {
    return new DeviceFault(FaultKind.LINK_DOWN, "The wire has gone", "Plug it in.");
  }
}
