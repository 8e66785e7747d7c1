package io.shelfkeeper.drivers.lock.board8a;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.lock.board8a.Board8aCodec.Wanted;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a board says it is, for a person who compares it with a plan: these boards tell nothing but
 * how many status bytes they have. Asked once, by a read; never moves anything.
 *
 * @param locksMax as many locks as its status has room for: 24, 32 or 50
 */
public record Board8aIdentity(int locksMax) {
  /** Less than the driver waits: whoever looks for strangers must not wait for the silent. */
  private static final int ANSWER_MILLIS = 300;

  private static final int LUMP_MILLIS = 20;
  private static final int BYTES_MAX = 64;

  /**
   * Asks whoever is at an address.
   *
   * @param address 1 to 32
   * @throws DeviceFault if nobody answers there, or nobody that we understand
   */
  public static Board8aIdentity ask(ByteLink link, int address) throws DeviceFault {
    byte[] request = Board8aCodec.readAll(address);
    link.discardInput();
    link.write(request);
    byte[] heard = listen(link);
    if (heard.length == 0 || Arrays.equals(heard, request)) {
      throw new DeviceFault(
          FaultKind.NO_ANSWER,
          "Nobody answers at address " + address,
          "Check its supply, the wires A and B, its address switches and the baud rate.");
    }
    if (says(heard, 7, address)) {
      return new Board8aIdentity(50);
    } else if (says(heard, 4, address)) {
      return new Board8aIdentity(32);
    } else if (says(heard, 3, address)) {
      return new Board8aIdentity(24);
    }
    throw new DeviceFault(
        FaultKind.GARBLED,
        "What answers at address " + address + " was not understood",
        "Look for two boards with this address, or another kind of device.");
  }

  private static byte[] listen(ByteLink link) throws DeviceFault {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] buffer = new byte[BYTES_MAX];
    int wait = ANSWER_MILLIS;
    int count = link.read(buffer, 0, BYTES_MAX, wait);
    while (count > 0 && heard.size() < BYTES_MAX) {
      heard.write(buffer, 0, count);
      // Behind an echo the answer has still to come.
      wait = heard.size() <= 5 ? ANSWER_MILLIS : LUMP_MILLIS;
      count = link.read(buffer, 0, BYTES_MAX, wait);
    }
    return heard.toByteArray();
  }

  private static boolean says(byte[] heard, int statusBytes, int address) {
    Board8aCodec codec = new Board8aCodec(statusBytes);
    codec.expect(Wanted.ALL);
    List<Board8aFrame> frames = new ArrayList<>(codec.feed(heard, 0, heard.length));
    frames.addAll(codec.quiet());
    return frames.stream()
        .anyMatch(frame -> frame instanceof Board8aFrame.All all && all.address() == address);
  }
}
