package io.shelfkeeper.simulator.tags;

import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.simulator.wires.PacedLink;
import java.util.Arrays;

/** A link whose user is killed after some calls, perhaps in the middle of what it writes. */
final class MortalLink implements ByteLink {
  private final PacedLink link;
  private int callsLeft = Integer.MAX_VALUE;

  MortalLink(PacedLink link) {
    this.link = link;
  }

  void killAfter(int calls) {
    callsLeft = calls;
  }

  @Override
  public void write(byte[] bytes) {
    if (--callsLeft < 0) {
      link.write(Arrays.copyOf(bytes, bytes.length / 2));
      throw new Killed();
    }
    link.write(bytes);
  }

  @Override
  public int read(byte[] into, int offset, int length, int waitMillis) {
    if (--callsLeft < 0) {
      throw new Killed();
    }
    return link.read(into, offset, length, waitMillis);
  }

  @Override
  public void discardInput() {
    link.discardInput();
  }

  @Override
  public void open() {}

  @Override
  public void close() {}

  @Override
  public String where() {
    return link.where();
  }
}
