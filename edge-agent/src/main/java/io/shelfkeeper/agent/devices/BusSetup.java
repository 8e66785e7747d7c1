package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.link.ByteLink;
import java.util.List;

/**
 * One bus: its wire and what hangs on it.
 *
 * @param bus the site file's id
 */
public record BusSetup(String bus, ByteLink link, List<ScaleChannel> scales) {
  public BusSetup {
    scales = List.copyOf(scales);
  }
}
