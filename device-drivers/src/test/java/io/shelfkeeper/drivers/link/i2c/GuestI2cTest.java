package io.shelfkeeper.drivers.link.i2c;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.kernel.Linux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Buses of a real kernel: one that only knows SMBus and has a chip of memory, and others that make
 * any transfer, on two pins each.
 */
@Tag("guest")
class GuestI2cTest {
  /** The kernel's names of the buses. */
  private static final String MEMORY = "SMBus stub driver";

  private static final String ZEROS = "i2c-zeros";
  private static final String SILENT = "i2c-silent";

  private static final int CHIP = 0x2A;
  private static final byte[] NOTHING = {};

  private static I2cBus bus(String name) throws IOException, DeviceFault {
    try (Stream<Path> buses = Files.list(Path.of("/sys/bus/i2c/devices"))) {
      for (Path bus : buses.toList()) {
        Path file = bus.resolve("name");
        if (Files.exists(file) && Files.readString(file).strip().equals(name)) {
          return I2cBus.open(new Linux(), "/dev/" + bus.getFileName());
        }
      }
    }
    throw new AssertionError("no bus with " + name);
  }

  @Test
  void blocksAreWrittenAndReadByShapesOfSmbus() throws Exception {
    try (I2cBus bus = bus(MEMORY)) {
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

  /** One that acknowledges everything, and has nothing but zeros to tell. */
  @Test
  void writingAndReadingIsOneTransferOfTheKernel() throws Exception {
    try (I2cBus bus = bus(ZEROS)) {
      byte[] in = {1, 2, 3};
      bus.transfer(CHIP, new byte[] {0x12}, in);
      assertArrayEquals(new byte[3], in);
    }
  }

  @Test
  void busOnWhichNobodyAnswersSaysSo() throws Exception {
    try (I2cBus bus = bus(SILENT)) {
      DeviceFault fault =
          assertThrows(DeviceFault.class, () -> bus.transfer(CHIP, new byte[] {0x12}, new byte[1]));
      assertEquals(FaultKind.NO_ANSWER, fault.kind());
    }
  }
}
