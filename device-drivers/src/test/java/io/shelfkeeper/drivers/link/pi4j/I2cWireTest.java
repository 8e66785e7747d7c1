package io.shelfkeeper.drivers.link.pi4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.kernel.FakeKernel;
import io.shelfkeeper.drivers.link.kernel.KernelFault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class I2cWireTest {
  private static final int CHIP = 0x2A;
  private static final long ANYTHING = 1;
  private static final byte[] NOTHING = {};

  private final FakeKernel kernel = new FakeKernel();
  private final I2cWire wire = new I2cWire(kernel, Path.of("/dev"), 1);

  @AfterEach
  void nothingStaysOpen() {
    wire.close();
    assertEquals(0, kernel.openFiles());
  }

  private FakeKernel.Bus bus() {
    return kernel.bus("/dev/i2c-1", ANYTHING).chip(CHIP, (byte) 1, (byte) 0xAB, (byte) 3);
  }

  private static DeviceFault fault(FaultKind kind, Executable deed) {
    DeviceFault fault = assertThrows(DeviceFault.class, deed);
    assertEquals(kind, fault.kind());
    return fault;
  }

  @Test
  void transfersReachTheChip() throws Exception {
    FakeKernel.Bus far = bus();
    wire.open();
    wire.open();
    byte[] in = new byte[2];
    wire.transfer(CHIP, new byte[] {1}, in);
    assertArrayEquals(new byte[] {(byte) 0xAB, 3}, in);
    wire.transfer(CHIP, new byte[] {1, 7}, NOTHING);
    assertEquals(7, far.register(CHIP, 1));
    byte[] one = new byte[1];
    wire.transfer(CHIP, NOTHING, one);
    assertEquals(1, one[0]);
    assertEquals(List.of("write 1, read 2", "write 2", "read 1"), far.transfers());
  }

  @Test
  void chipThatIsNotThereDoesNotAnswer() throws Exception {
    bus();
    wire.open();
    fault(FaultKind.NO_ANSWER, () -> wire.transfer(CHIP + 1, new byte[] {1}, new byte[1]));
    wire.transfer(CHIP, new byte[] {1}, new byte[1]);
  }

  @Test
  void busThatIsNotThereDoesNotOpenAndCanBeTriedAgain() throws Exception {
    DeviceFault none = fault(FaultKind.LINK_DOWN, wire::open);
    assertTrue(none.check().contains("dtparam=i2c_arm=on"), none.check());
    bus();
    wire.open();
    wire.transfer(CHIP, new byte[] {1}, new byte[1]);
  }

  @Test
  void groupThatIsMissingIsNamed() {
    bus();
    kernel.refuse("/dev/i2c-1", KernelFault.EACCES);
    DeviceFault fault = fault(FaultKind.LINK_DOWN, wire::open);
    assertTrue(fault.check().contains("group i2c"), fault.check());
  }

  @Test
  void closedBusCarriesNothingUntilItIsOpenAgain() throws Exception {
    bus();
    fault(FaultKind.LINK_DOWN, () -> wire.transfer(CHIP, new byte[] {1}, new byte[1]));
    wire.open();
    wire.transfer(CHIP, new byte[] {1}, new byte[1]);
    wire.close();
    assertEquals(0, kernel.openFiles());
    fault(FaultKind.LINK_DOWN, () -> wire.transfer(CHIP, new byte[] {1}, new byte[1]));
    wire.open();
    wire.transfer(CHIP, new byte[] {1}, new byte[1]);
    assertEquals("/dev/i2c-1", wire.where());
    assertEquals(0, wire.read(new byte[1], 0, 1, 10));
    assertThrows(IllegalStateException.class, () -> wire.write(new byte[1]));
  }
}
