package io.shelfkeeper.drivers.link.i2c;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.kernel.FakeKernel;
import io.shelfkeeper.drivers.link.kernel.KernelFault;
import java.util.List;
import org.junit.jupiter.api.Test;

class I2cBusTest {
  private static final String PATH = "/dev/i2c-1";
  private static final int CHIP = 0x2A;
  private static final long ANYTHING = 1;
  private static final long SMBUS_SHAPES = 0x0C06_0000L;
  private static final byte[] NOTHING = {};

  private final FakeKernel kernel = new FakeKernel();

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void writingAndReadingIsOneTransfer() throws DeviceFault {
    FakeKernel.Bus far = kernel.bus(PATH, ANYTHING).chip(CHIP, bytes(0, 1, 0xFE, 3));
    try (I2cBus bus = I2cBus.open(kernel, PATH)) {
      byte[] in = new byte[3];
      bus.transfer(CHIP, bytes(1), in);
      assertArrayEquals(bytes(1, 0xFE, 3), in);
      bus.transfer(CHIP, bytes(0x10, 7, 8), NOTHING);
      bus.transfer(CHIP, NOTHING, new byte[1]);
    }
    assertEquals(8, far.register(CHIP, 0x11));
    assertEquals(List.of("write 1, read 3", "write 3", "read 1"), far.transfers());
    assertEquals(0, kernel.openFiles());
  }

  @Test
  void adapterThatKnowsSmbusOnlyDoesTheSame() throws DeviceFault {
    FakeKernel.Bus far = kernel.bus(PATH, SMBUS_SHAPES).chip(CHIP, bytes(9, 1, 0xFE, 3));
    try (I2cBus bus = I2cBus.open(kernel, PATH)) {
      byte[] in = new byte[3];
      bus.transfer(CHIP, bytes(1), in);
      assertArrayEquals(bytes(1, 0xFE, 3), in);
      byte[] most = new byte[32];
      bus.transfer(CHIP, bytes(0), most);
      assertEquals(9, most[0]);
      bus.transfer(CHIP, bytes(0x10, 7, 8), NOTHING);
      bus.transfer(CHIP, bytes(0x20), NOTHING);
      byte[] one = new byte[1];
      bus.transfer(CHIP, NOTHING, one);
      assertEquals(9, one[0]);
    }
    assertEquals(8, far.register(CHIP, 0x11));
    assertEquals(
        List.of("smbus read 8", "smbus read 8", "smbus write 8", "smbus write 1", "smbus read 1"),
        far.transfers());
  }

  @Test
  void whatAnAdapterCannotDoIsNotTried() throws DeviceFault {
    FakeKernel.Bus far = kernel.bus(PATH, 0x0006_0000L).chip(CHIP);
    try (I2cBus bus = I2cBus.open(kernel, PATH)) {
      for (byte[][] transfer :
          new byte[][][] {
            {bytes(1), new byte[2]},
            {bytes(1, 2), NOTHING},
            {bytes(1, 2), new byte[1]},
            {bytes(1), new byte[33]},
            {NOTHING, new byte[2]}
          }) {
        DeviceFault fault =
            assertThrows(DeviceFault.class, () -> bus.transfer(CHIP, transfer[0], transfer[1]));
        assertEquals(FaultKind.MISCONFIGURED, fault.kind());
      }
    }
    assertEquals(List.of(), far.transfers());
  }

  @Test
  void chipThatIsNotThereDoesNotAnswer() throws DeviceFault {
    kernel.bus(PATH, ANYTHING).chip(CHIP);
    try (I2cBus bus = I2cBus.open(kernel, PATH)) {
      DeviceFault fault =
          assertThrows(DeviceFault.class, () -> bus.transfer(0x2B, bytes(0), new byte[1]));
      assertEquals(FaultKind.NO_ANSWER, fault.kind());
      assertEquals("The chip at 0x2b on /dev/i2c-1 does not answer", fault.what());
    }
  }

  @Test
  void chipOfTheKernelIsNotTalkedTo() throws DeviceFault {
    FakeKernel.Bus far = kernel.bus(PATH, ANYTHING).chip(CHIP).hold(CHIP);
    try (I2cBus bus = I2cBus.open(kernel, PATH)) {
      DeviceFault fault =
          assertThrows(DeviceFault.class, () -> bus.transfer(CHIP, bytes(0), new byte[1]));
      assertEquals(FaultKind.REFUSED, fault.kind());
      assertTrue(fault.what().endsWith("is held by a driver of the kernel"), fault.what());
    }
    assertEquals(List.of(), far.transfers());
  }

  @Test
  void unitThatHidesTheBusIsToldByItsLine() {
    kernel.refuse(PATH, KernelFault.EPERM);
    DeviceFault fault = assertThrows(DeviceFault.class, () -> I2cBus.open(kernel, PATH));
    assertTrue(fault.check().contains("DeviceAllow=char-i2c rw"), fault.check());
  }

  @Test
  void whoMayNotIsToldWhichGroupIsMissing() {
    kernel.refuse(PATH, KernelFault.EACCES);
    DeviceFault fault = assertThrows(DeviceFault.class, () -> I2cBus.open(kernel, PATH));
    assertEquals(FaultKind.LINK_DOWN, fault.kind());
    assertTrue(fault.check().contains("group i2c"), fault.check());
    DeviceFault missing = assertThrows(DeviceFault.class, () -> I2cBus.open(kernel, "/dev/i2c-7"));
    assertTrue(missing.check().contains("dtparam=i2c_arm=on"), missing.check());
  }

  @Test
  void fileThatIsNoBusIsClosedAgain() {
    kernel.chip(PATH, "a chip");
    DeviceFault fault = assertThrows(DeviceFault.class, () -> I2cBus.open(kernel, PATH));
    assertEquals(FaultKind.MISCONFIGURED, fault.kind());
    assertEquals(0, kernel.openFiles());
  }

  @Test
  void busThatIsClosedSaysSo() throws DeviceFault {
    kernel.bus(PATH, ANYTHING).chip(CHIP);
    I2cBus bus = I2cBus.open(kernel, PATH);
    bus.close();
    bus.close();
    DeviceFault fault =
        assertThrows(DeviceFault.class, () -> bus.transfer(CHIP, bytes(0), new byte[1]));
    assertEquals(FaultKind.LINK_DOWN, fault.kind());
  }
}
