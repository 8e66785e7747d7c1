package io.shelfkeeper.simulator.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The receiving side of a Modbus RTU slave: cuts what it hears into requests. After a bad frame it
 * throws away what it has and waits for the next, as real ones do; it never answers to one.
 */
final class ModbusEar {
  private static final int LONGEST = 256;

  private final Heard heard = new Heard();

  /** Complete requests with a right checksum, the checksum cut off. */
  List<byte[]> requests(byte[] bytes, long nanos) {
    heard.add(bytes, nanos);
    List<byte[]> requests = new ArrayList<>();
    int length = length(heard.bytes());
    while (length > 0 && heard.bytes().length >= length) {
      byte[] frame = Arrays.copyOf(heard.bytes(), length);
      if (!ModbusCrc.fits(frame)) {
        heard.clear();
        break;
      }
      requests.add(Arrays.copyOf(frame, length - 2));
      heard.drop(length);
      length = length(heard.bytes());
    }
    if (heard.bytes().length > LONGEST) {
      heard.clear();
    }
    return requests;
  }

  /** Length of the request that begins here, 0 while it cannot be told. */
  private static int length(byte[] heard) {
    if (heard.length < 2) {
      return 0;
    }
    int function = heard[1] & 0xFF;
    if (function == 0x0F || function == 0x10) {
      return heard.length < 7 ? 0 : 9 + (heard[6] & 0xFF);
    }
    return 8;
  }
}
