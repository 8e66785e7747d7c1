package io.shelfkeeper.drivers.link.i2c;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.guest.SimPins;
import io.shelfkeeper.drivers.link.kernel.Linux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Buses of a real kernel: one that only knows SMBus and has a chip of memory, and one that makes any
 * transfer, on two pins that a test pulls.
 */
@Tag("guest")
class GuestI2cTest {
  private static final int CHIP = 0x2A;
  private static final int DATA_PIN = 22;
  private static final byte[] NOTHING = {};

  private static I2cBus bus(String name) throws IOException, DeviceFault {
    try (Stream<Path> buses = Files.list(Path.of("/sys/bus/i2c/devices"))) {
      for (Path bus : buses.toList()) {
        Path file = bus.resolve("name");
        if (Files.exists(file) && Files.readString(file).contains(name)) {
          return I2cBus.open(new Linux(), "/dev/" + bus.getFileName());
        }
      }
    }
    throw new AssertionError("no bus with " + name);
  }

  @Test
  void blocksAreWrittenAndReadByShapesOfSmbus() throws Exception {
    try (I2cBus bus = bus("SMBus stub")) {
      byte[] out = new byte[33];
      out[0] = 0x40;
      for (int i = 1; i < out.length; i++) {
        out[i] = (byte) (0xF0 + i);
      }
      bus.transfer(CHIP, out, NOTHING);
      byte[] in = new byte[32];
      bus.transfer(CHIP, new byte[] {0x40}, in);
      assertArrayEquals(java.util.Arrays.copyOfRange(out, 1, 33), in);
      byte[] one = new byte[1];
      bus.transfer(CHIP, new byte[] {0x41}, one);
      assertEquals((byte) 0xF2, one[0]);
    }
  }

  /** A data wire that is held low acknowledges everything and reads nothing but zeros. */
  @Test
  void writingAndReadingIsOneTransferOfTheKernel() throws Exception {
    try (I2cBus bus = bus("i2c-gpio")) {
      SimPins.pull(DATA_PIN, false);
      byte[] in = {1, 2, 3};
      bus.transfer(CHIP, new byte[] {0x12}, in);
      assertArrayEquals(new byte[3], in);
    }
  }

  @Test
  void wireThatNobodyPullsDownIsNoAnswer() throws Exception {
    try (I2cBus bus = bus("i2c-gpio")) {
      SimPins.pull(DATA_PIN, true);
      DeviceFault fault =
          assertThrows(
              DeviceFault.class, () -> bus.transfer(CHIP, new byte[] {0x12}, new byte[1]));
      assertEquals(FaultKind.NO_ANSWER, fault.kind());
    }
  }
}
