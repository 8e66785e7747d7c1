package io.shelfkeeper.simulator.sensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.link.Waiting;
import io.shelfkeeper.drivers.link.far.FarChips;
import io.shelfkeeper.drivers.scale.BridgeCell;
import io.shelfkeeper.drivers.scale.nau7802.Nau7802Driver;
import io.shelfkeeper.simulator.models.Sending;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.TroubledCell;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.world.Conversions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The played chip with the real driver, and the bus before it byte by byte. */
class Nau7802Test {
  private static final long MILLI = 1_000_000;

  private final PacedLink.Time time = new PacedLink.Time();
  private final Troubles troubles = new Troubles();
  private double grams = 1_234;
  private final Conversions cell =
      new Conversions() {
        @Override
        public double grams(long nanos) {
          // Never twice the same: a converter has noise.
          return grams + nanos / MILLI % 7 * 0.1;
        }

        @Override
        public double spread(int conversions) {
          return 0;
        }
      };
  private final Nau7802 chip =
      new Nau7802(
          "scale", Bridge.of(new TroubledCell("scale", cell, troubles), 5_000, 2), troubles);
  private final ChipBus bus = new ChipBus("i2c", List.of(chip), troubles);
  private final FarChips link =
      new FarChips(new PacedLink(bus, 1_000_000_000, time), () -> time.now);
  private final Nau7802Driver driver =
      new Nau7802Driver(
          link,
          new BridgeCell(5_000, 2, 128),
          10,
          new Waiting() {
            @Override
            public long nanos() {
              return time.now;
            }

            @Override
            public void until(long nanos) {
              time.now = Math.max(time.now, nanos);
            }
          });

  private void wrong(Trouble kind, String target) {
    troubles.start(new Troubles.Active(target, kind, Double.NaN, time.now, Long.MAX_VALUE));
  }

  private double weigh() throws DeviceFault {
    link.open();
    return driver.read().grams();
  }

  @Test
  void driverWeighsWhatLiesThere() throws DeviceFault {
    assertEquals(1_234.3, weigh(), 0.4);
    long before = time.now;
    grams = 2_000;
    assertEquals(2_000.3, weigh(), 0.4);
    assertEquals(100, (time.now - before) / MILLI, 40);
  }

  @Test
  void chipThatLostItsSupplyIsSetUpAnew() throws DeviceFault {
    weigh();
    wrong(Trouble.POWER_CYCLE, "scale");
    assertEquals(1_234.3, weigh(), 0.4);
  }

  @Test
  void swappedWiresOfTheCellWeighTheOtherWay() throws DeviceFault {
    wrong(Trouble.REVERSED, "scale");
    assertEquals(-1_234.3, weigh(), 0.4);
  }

  @Test
  void openBridgeIsNoWeight() throws DeviceFault {
    wrong(Trouble.SATURATED, "scale");
    link.open();
    assertEquals(ScaleReading.Condition.OVERLOAD, driver.read().condition());
  }

  @ParameterizedTest
  @CsvSource({
    "SILENT, scale, NO_ANSWER, does not answer",
    "OTHER_CHIP, scale, MISCONFIGURED, another chip answers",
    "DENIED, i2c, LINK_DOWN, may not be used by this user"
  })
  void whatIsWrongIsSaidByTheDriver(Trouble kind, String target, FaultKind fault, String what) {
    wrong(kind, target);
    DeviceFault said = assertThrows(DeviceFault.class, this::weigh);
    assertEquals(fault, said.kind());
    assertTrue(said.what().contains(what), said.what());
  }

  private String ask(String request) {
    byte[] bytes = (request + "\n").getBytes(StandardCharsets.US_ASCII);
    return bus.hear(bytes, 1, time.now).stream()
        .map(Sending::bytes)
        .map(answer -> new String(answer, StandardCharsets.US_ASCII).strip())
        .collect(Collectors.joining());
  }

  @Test
  void registersFollowWhatWasDone() {
    assertEquals("error unknown", ask("transfer 2a 00 1"));
    assertEquals("ok", ask("hello i2c 1 me"));
    assertEquals("ok 00", ask("transfer 2a 00 1"));
    assertEquals("ok -", ask("transfer 2a 0006 0"));
    assertEquals("ok 06", ask("transfer 2a 00 1"));
    time.now += MILLI;
    assertEquals("ok 0e", ask("transfer 2a 00 1"));
    assertEquals("ok -", ask("transfer 2a 0234 0"));
    assertEquals("ok 34", ask("transfer 2a 02 1"));
    time.now += 400 * MILLI;
    assertEquals("ok 30", ask("transfer 2a 02 1"));
    assertEquals("ok -", ask("transfer 2a 0016 0"));
    assertEquals("ok 1e", ask("transfer 2a 00 1"));
    time.now += 14 * MILLI;
    assertEquals("ok 3e", ask("transfer 2a 00 1"));
    ask("transfer 2a 12 3");
    assertEquals("ok 1e", ask("transfer 2a 00 1"));
    assertEquals("ok 0f00", ask("transfer 2a 1f 2"));
    assertEquals("error no-answer", ask("transfer 2b 00 1"));
    bus.hungUp(time.now);
    assertEquals("error unknown", ask("transfer 2a 00 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transfer 2a 0 1",
        "transfer 2A 00 1",
        "transfer 2a 00 65",
        "transfer 2a  1",
        "transfer 2a 00",
        "hello pins 1 me",
        "hello i2c 2 me"
      })
  void whatIsNoRequestIsSaid(String request) {
    ask("hello i2c 1 me");
    assertEquals("error unknown", ask(request));
  }

  @Test
  void linkRefusesWhatDoesNotFitOnALine() throws DeviceFault {
    link.open();
    link.open();
    byte[] in = new byte[64];
    link.transfer(0x2A, new byte[] {0x1F}, in);
    assertEquals(0x0F, in[0]);
    link.transfer(0x2A, new byte[32], new byte[0]);
    assertThrows(IllegalArgumentException.class, () -> link.transfer(0x2A, new byte[33], in));
    assertThrows(
        IllegalArgumentException.class, () -> link.transfer(0x2A, new byte[1], new byte[65]));
    assertThrows(IllegalArgumentException.class, () -> link.transfer(0x78, new byte[1], in));
    assertThrows(IllegalStateException.class, () -> link.write(new byte[1]));
    assertArrayEquals(new byte[] {0, 0}, new byte[] {(byte) link.read(in, 0, 1, 1), 0});
    link.close();
    DeviceFault fault = assertThrows(DeviceFault.class, () -> link.transfer(0x2A, new byte[1], in));
    assertEquals(FaultKind.LINK_DOWN, fault.kind());
  }
}
