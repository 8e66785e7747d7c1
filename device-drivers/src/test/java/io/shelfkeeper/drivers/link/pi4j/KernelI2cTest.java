package io.shelfkeeper.drivers.link.pi4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import io.shelfkeeper.drivers.link.kernel.FakeKernel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever knows Pi4J only gets along with our I2C. */
class KernelI2cTest {
  private static final int CHIP = 0x2A;
  private static final long ANYTHING = 1;

  private final FakeKernel kernel = new FakeKernel();
  private final FakeKernel.Bus far =
      kernel.bus("/dev/i2c-1", ANYTHING).chip(CHIP, (byte) 1, (byte) 0xAB, (byte) 3);
  private final Pi4jPins pins = new Pi4jPins(kernel, Path.of("/dev"));

  @AfterEach
  void nothingStaysOpen() {
    pins.close();
    assertEquals(0, kernel.openFiles());
  }

  private I2C chip(int bus, int address) {
    return pins.context()
        .create(I2C.newConfigBuilder(pins.context()).id("scale").bus(bus).device(address).build());
  }

  @Test
  void registersAreReadAndWritten() {
    I2C chip = chip(1, CHIP);
    assertEquals(0xAB, chip.readRegister(1));
    byte[] in = {9, 9, 9, 9};
    assertEquals(2, chip.readRegister(1, in, 1, 2));
    assertArrayEquals(new byte[] {9, (byte) 0xAB, 3, 9}, in);
    chip.writeRegister(0x10, (byte) 7);
    chip.writeRegisterWord(0x11, 0x0203);
    assertEquals(7, far.register(CHIP, 0x10));
    assertEquals(2, far.register(CHIP, 0x11));
    assertEquals(3, far.register(CHIP, 0x12));
    assertEquals(0x0203, chip.readRegisterWord(0x11));
    byte[] answer = new byte[1];
    chip.writeThenRead(new byte[] {0, 2}, 1, 1, 0, answer, 0, 1);
    assertEquals(3, answer[0]);
  }

  @Test
  void chipThatIsNotThereIsAnError() {
    I2C chip = chip(1, CHIP + 1);
    assertThrows(Pi4JException.class, () -> chip.readRegister(0));
  }

  @Test
  void busThatIsNotThereCanBeTriedAgain() {
    assertThrows(Pi4JException.class, () -> chip(7, CHIP));
    kernel.bus("/dev/i2c-7", ANYTHING).chip(CHIP);
    assertEquals(0, chip(7, CHIP).readRegister(0));
  }
}
