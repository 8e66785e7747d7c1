package io.shelfkeeper.drivers.link.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A serial port. The only class that knows the serial library.
 *
 * <p>The library measures waits in tenths of a second on Linux: a whole tenth is left to the
 * kernel, what is shorter is waited for here. Its time-outs are set once, because each change makes
 * a USB adapter reconfigure its line. It reports an unplugged adapter in several ways, none of them
 * an exception: a negative count and a short write are one and the same here, the link is down. Its
 * disconnect event is not asked for; it repeats itself without end and tells nothing that a read
 * does not.
 */
public final class SerialLink implements ByteLink {
  /** The one wait that the library can do by itself: what Linux counts terminal time-outs in. */
  private static final int TENTH_MILLIS = 100;

  /** Short against every wait of a protocol, long enough to leave the processor alone. */
  private static final long LOOK_AGAIN_NANOS = 500_000L;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private static final int DATA_BITS = 8;

  private final String path;
  private final int baud;
  private final char parity;
  private final int stopBits;
  private @Nullable SerialPort port;

  /**
   * @param path device file; a stable one such as below {@code /dev/serial/by-path} survives a
   *     change of the order in which adapters are found
   * @param baud 1,200 to 921,600
   * @param parity {@code N}, {@code E} or {@code O}
   * @param stopBits 1 or 2
   */
  public SerialLink(String path, int baud, char parity, int stopBits) {
    this.path = path;
    this.baud = baud;
    this.parity = parity;
    this.stopBits = stopBits;
  }

  @Override
  public void open() throws DeviceFault {
    if (port != null) {
      return;
    }
    SerialPort opened = find();
    opened.setComPortParameters(
        baud,
        DATA_BITS,
        stopBits == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
        switch (parity) {
          case 'E' -> SerialPort.EVEN_PARITY;
          case 'O' -> SerialPort.ODD_PARITY;
          default -> SerialPort.NO_PARITY;
        });
    opened.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, TENTH_MILLIS, 0);
    if (!opened.openPort(0)) {
      throw down(
          "cannot be opened (code " + opened.getLastErrorCode() + ")",
          "Check that the adapter is plugged in, that nothing else uses it and that the agent's"
              + " user is in the group dialout.");
    }
    port = opened;
  }

  private SerialPort find() throws DeviceFault {
    try {
      return SerialPort.getCommPort(path);
    } catch (SerialPortInvalidPortException e) {
      throw down("is not there", "Check that the adapter is plugged in and the path is right.");
    }
  }

  @Override
  public int read(byte[] into, int offset, int length, int waitMillis) throws DeviceFault {
    SerialPort open = open(port);
    long end = System.nanoTime() + waitMillis * NANOS_PER_MILLI;
    while (true) {
      long left = end - System.nanoTime();
      if (open.bytesAvailable() != 0 || left >= TENTH_MILLIS * NANOS_PER_MILLI) {
        // Returns with the first bytes, or after a tenth of a second with none.
        int count = open.readBytes(into, length, offset);
        if (count != 0) {
          return present(count);
        }
      } else if (left <= 0) {
        return 0;
      } else {
        LockSupport.parkNanos(Math.min(left, LOOK_AGAIN_NANOS));
      }
    }
  }

  private int present(int count) throws DeviceFault {
    if (count < 0) {
      throw lost();
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws DeviceFault {
    if (open(port).writeBytes(bytes, bytes.length) != bytes.length) {
      throw lost();
    }
  }

  @Override
  public void discardInput() throws DeviceFault {
    byte[] stale = new byte[256];
    while (read(stale, 0, stale.length, 0) > 0) {
      // Nobody waits for it any more.
    }
  }

  private SerialPort open(@Nullable SerialPort open) throws DeviceFault {
    if (open == null) {
      throw down("is not open", "Wait for the next try.");
    }
    return open;
  }

  private DeviceFault lost() {
    close();
    return down("has gone", "Check the plug and the cable of the adapter.");
  }

  private DeviceFault down(String what, String check) {
    return new DeviceFault(FaultKind.LINK_DOWN, "The serial port " + path + " " + what, check);
  }

  @Override
  public void close() {
    SerialPort open = port;
    port = null;
    if (open != null) {
      open.closePort();
    }
  }

  @Override
  public String where() {
    return path;
  }
}
