package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.link.ByteLink;
import java.util.List;

/**
 * One bus: its wire and what hangs on it, scales or lock boards, never both: a busy scale must not
 * delay a lock.
 *
 * @param bus the site file's id
 */
public record BusSetup(
    String bus, ByteLink link, List<ScaleChannel> scales, List<BoardChannel> boards) {
  public BusSetup {
    scales = List.copyOf(scales);
    boards = List.copyOf(boards);
    if (!scales.isEmpty() && !boards.isEmpty()) {
      throw new IllegalArgumentException("bus " + bus + " carries scales and lock boards");
    }
  }

  /** A bus with scales. */
  public BusSetup(String bus, ByteLink link, List<ScaleChannel> scales) {
    this(bus, link, scales, List.of());
  }
}
