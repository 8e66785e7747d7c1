package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.link.ByteLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bus: its wire and what hangs on it, scales or temperature probes or lock boards or a station
 * of price tags, never two of them: a busy scale must not delay a lock. Signals may be beside lock
 * boards, or alone.
 *
 * @param bus the site file's id
 * @param station null where there is none
 * @param signals null where there are none
 */
public record BusSetup(
    String bus,
    ByteLink link,
    List<ScaleChannel> scales,
    List<ProbeChannel> probes,
    List<BoardChannel> boards,
    @Nullable StationChannel station,
    @Nullable SignalChannel signals) {
  public BusSetup {
    scales = List.copyOf(scales);
    probes = List.copyOf(probes);
    boards = List.copyOf(boards);
    if (!scales.isEmpty() && !boards.isEmpty()) {
      throw new IllegalArgumentException("bus " + bus + " carries scales and lock boards");
    }
    if (!probes.isEmpty() && !(scales.isEmpty() && boards.isEmpty())) {
      throw new IllegalArgumentException("bus " + bus + " carries more than its probes");
    }
    if (station != null && !(scales.isEmpty() && probes.isEmpty() && boards.isEmpty())) {
      throw new IllegalArgumentException("bus " + bus + " carries more than its station");
    }
    if (signals != null && !(scales.isEmpty() && probes.isEmpty() && station == null)) {
      throw new IllegalArgumentException("bus " + bus + " carries signals and no lock boards");
    }
  }

  /** A bus with scales or lock boards. */
  public BusSetup(String bus, ByteLink link, List<ScaleChannel> scales, List<BoardChannel> boards) {
    this(bus, link, scales, List.of(), boards, null, null);
  }

  /** A bus with scales. */
  public BusSetup(String bus, ByteLink link, List<ScaleChannel> scales) {
    this(bus, link, scales, List.of());
  }
}
