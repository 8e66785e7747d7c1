package io.shelfkeeper.simulator.wires;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** What the settings of a terminal say about its rate, as Linux lays them out. */
final class Termios {
  /** More than the structure has on any machine. */
  static final int BYTES = 128;

  private static final int CONTROL_FLAGS_AT = 8;
  private static final int BAUD_BITS = 0x100F;

  private static final Map<Integer, Integer> RATES =
      Map.ofEntries(
          Map.entry(0x9, 1_200),
          Map.entry(0xB, 2_400),
          Map.entry(0xC, 4_800),
          Map.entry(0xD, 9_600),
          Map.entry(0xE, 19_200),
          Map.entry(0xF, 38_400),
          Map.entry(0x1001, 57_600),
          Map.entry(0x1002, 115_200),
          Map.entry(0x1003, 230_400),
          Map.entry(0x1004, 460_800),
          Map.entry(0x1007, 921_600));

  private Termios() {}

  /** The rate set, or {@code otherwise} if it is none of the usual ones. */
  static int baud(MemorySegment termios, int otherwise) {
    int flags = termios.get(ValueLayout.JAVA_INT, CONTROL_FLAGS_AT);
    return RATES.getOrDefault(flags & BAUD_BITS, otherwise);
  }
}
