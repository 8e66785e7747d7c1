package io.shelfkeeper.agent.devices;

import java.util.List;

/**
 * How people call a device of a bus.
 *
 * @param device the site file's id
 * @param kind what it is, to begin a sentence with
 * @param cells indices of the cells that cannot be weighed without it
 */
record BusDevice(String device, String kind, List<Integer> cells) {
  BusDevice {
    cells = List.copyOf(cells);
  }
}
