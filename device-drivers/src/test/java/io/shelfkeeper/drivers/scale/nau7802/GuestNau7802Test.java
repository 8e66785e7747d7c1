package io.shelfkeeper.drivers.scale.nau7802;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.link.Waiting;
import io.shelfkeeper.drivers.link.pi4j.I2cWire;
import io.shelfkeeper.drivers.scale.BridgeCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The driver against a bus of a real kernel, whose chip is memory: no bit of it moves by itself. A
 * second program on the bus moves those that the real chip does.
 */
@Tag("guest")
class GuestNau7802Test {
  private static final String MEMORY = "SMBus stub driver";
  private static final int CHIP = 0x2A;
  private static final byte[] NOTHING = {};
  private static final BridgeCell CELL = new BridgeCell(10_000, 2, 128);

  private I2cWire wire = new I2cWire(0);
  private I2cWire far = new I2cWire(0);

  private static int number() throws IOException {
    try (Stream<Path> buses = Files.list(Path.of("/sys/bus/i2c/devices"))) {
      for (Path bus : buses.toList()) {
        Path file = bus.resolve("name");
        if (Files.exists(file) && Files.readString(file).strip().equals(MEMORY)) {
          return Integer.parseInt(bus.getFileName().toString().substring("i2c-".length()));
        }
      }
    }
    throw new AssertionError("no bus with " + MEMORY);
  }

  @BeforeEach
  void freshMemory() throws Exception {
    wire = new I2cWire(number());
    far = new I2cWire(number());
    wire.open();
    far.open();
    for (int register = 0; register < 0x20; register++) {
      set(register, 0);
    }
    set(Nau7802Register.REVISION, 0x0F);
  }

  @AfterEach
  void closed() {
    wire.close();
    far.close();
  }

  private void set(int register, int value) throws DeviceFault {
    far.transfer(CHIP, new byte[] {(byte) register, (byte) value}, NOTHING);
  }

  private int get(int register) throws DeviceFault {
    byte[] in = new byte[1];
    far.transfer(CHIP, new byte[] {(byte) register}, in);
    return in[0] & 0xFF;
  }

  private Nau7802Driver driver() {
    return new Nau7802Driver(wire, CELL, 80, Waiting.inThisThread());
  }

  private DeviceFault fault(FaultKind kind) {
    DeviceFault fault = assertThrows(DeviceFault.class, driver()::read);
    assertEquals(kind, fault.kind(), fault.what());
    return fault;
  }

  @Test
  void anotherChipAtTheAddressIsRefusedAndNotWrittenTo() throws Exception {
    set(Nau7802Register.REVISION, 0x02);
    set(Nau7802Register.PU_CTRL, 0x41);
    fault(FaultKind.MISCONFIGURED);
    assertEquals(0x41, get(Nau7802Register.PU_CTRL));
  }

  /** Memory never says that its supplies are up. */
  @Test
  void setUpGoesAsFarAsTheChipDoes() throws Exception {
    fault(FaultKind.NO_ANSWER);
    assertEquals(0x06, get(Nau7802Register.PU_CTRL));
    assertEquals(0, get(Nau7802Register.CTRL1));
  }

  @Test
  void chipIsSetUpAndWeighsOverTheKernelsBus() throws Exception {
    set(0x12, 0x01);
    set(0x13, 0x86);
    set(0x14, 0xA0);
    AtomicReference<DeviceFault> failed = new AtomicReference<>();
    Thread chip = Thread.ofPlatform().daemon().start(() -> play(failed));
    ScaleReading reading;
    try {
      reading = driver().read();
    } finally {
      chip.interrupt();
      chip.join();
    }
    assertEquals(null, failed.get());
    assertEquals(100_000 * CELL.gramsPerStep(), reading.grams(), 1e-9);
    assertEquals(0x27, get(Nau7802Register.CTRL1));
    assertEquals(0x30, get(Nau7802Register.CTRL2));
    assertEquals(0x30, get(Nau7802Register.ADC));
    assertEquals(0x80, get(Nau7802Register.PGA_POWER));
  }

  /** Moves the bits that move by themselves in the real chip. */
  private void play(AtomicReference<DeviceFault> failed) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        int control = get(Nau7802Register.PU_CTRL);
        if (control == 0x06) {
          set(Nau7802Register.PU_CTRL, 0x0E);
        } else if (control == 0x9E) {
          set(Nau7802Register.PU_CTRL, 0xBE);
        }
        int ctrl2 = get(Nau7802Register.CTRL2);
        if ((ctrl2 & Nau7802Register.CALIBRATE) != 0) {
          set(Nau7802Register.CTRL2, ctrl2 & ~Nau7802Register.CALIBRATE);
        }
      }
    } catch (DeviceFault fault) {
      failed.set(fault);
    }
  }
}
