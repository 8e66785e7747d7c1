package io.shelfkeeper.simulator.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The receiving side of a Modbus RTU slave: cuts what it hears into requests. After a bad frame it
 * throws away what it has and waits for the next, as real ones do; it never answers to one.
 */
final class ModbusEar {
  /**
   * Real slaves end a frame after 3.5 characters of silence. Bytes through a pseudo-terminal come
   * when the kernel hands them over, so this is longer; it is still far below any reply time-out.
   */
  private static final long SILENCE_NANOS = 20_000_000;

  private static final int LONGEST = 256;

  private byte[] heard = new byte[0];
  private long lastNanos;

  /** Complete requests with a right checksum, the checksum cut off. */
  List<byte[]> requests(byte[] bytes, long nanos) {
    if (nanos - lastNanos > SILENCE_NANOS) {
      heard = new byte[0];
    }
    lastNanos = nanos;
    int kept = heard.length;
    heard = Arrays.copyOf(heard, kept + bytes.length);
    System.arraycopy(bytes, 0, heard, kept, bytes.length);
    List<byte[]> requests = new ArrayList<>();
    int length = length();
    while (length > 0 && heard.length >= length) {
      byte[] frame = Arrays.copyOf(heard, length);
      if (!ModbusCrc.fits(frame)) {
        heard = new byte[0];
        break;
      }
      requests.add(Arrays.copyOf(frame, length - 2));
      heard = Arrays.copyOfRange(heard, length, heard.length);
      length = length();
    }
    if (heard.length > LONGEST) {
      heard = new byte[0];
    }
    return requests;
  }

  /** Length of the request that begins here, 0 while it cannot be told. */
  private int length() {
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
