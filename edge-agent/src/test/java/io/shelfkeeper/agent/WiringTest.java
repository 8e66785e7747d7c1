package io.shelfkeeper.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.broker.BrokerSettings;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.devices.BoardChannel;
import io.shelfkeeper.agent.devices.BusSetup;
import io.shelfkeeper.drivers.link.pi4j.I2cWire;
import io.shelfkeeper.drivers.link.serial.SerialLink;
import io.shelfkeeper.drivers.link.tcp.TcpLink;
import io.shelfkeeper.drivers.lock.board8a.Board8aDriver;
import io.shelfkeeper.drivers.lock.modbusrelay.ModbusRelayDriver;
import io.shelfkeeper.drivers.scale.nau7802.Nau7802Driver;
import io.shelfkeeper.drivers.scale.rs485transmitter.TransmitterDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WiringTest {
  private static final Path DEMO = Path.of("..", "deploy", "sites", "demo.yaml");

  private static SiteFile site(String from, String to) throws IOException {
    String text = Files.readString(DEMO).replace(from, to);
    return switch (SiteFiles.check(text, Path.of("").toAbsolutePath())) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  @Test
  void everyScaleGetsItsBusItsCellAndItsPace() throws IOException {
    List<BusSetup> setups = Wiring.buses(site("", ""), TagWiring.drawer(null));
    assertEquals(
        List.of("fridge-bus", "shelf-bus", "locker-bus", "radio-bus", "pins", "i2c", "w1"),
        setups.stream().map(BusSetup::bus).toList());
    assertEquals(6, setups.get(0).scales().size());
    assertEquals("scale-b2", setups.get(1).scales().get(1).device());
    assertEquals(7, setups.get(1).scales().get(1).cell());
    assertEquals(100_000_000, setups.get(1).scales().get(1).periodNanos());
    assertInstanceOf(SerialLink.class, setups.get(0).link());
    assertTrue(setups.get(0).link().where().contains("/tmp/shelfkeeper-demo/fridge-bus"));
    assertEquals("the played chips at 127.0.0.1:7072", setups.get(5).link().where());
    assertInstanceOf(
        Nau7802Driver.class, setups.get(5).scales().getFirst().scale().apply(setups.get(5).link()));
    assertEquals("fridge-air", setups.get(6).probes().getFirst().device());
    assertInstanceOf(
        TransmitterDriver.class,
        setups.get(0).scales().getFirst().scale().apply(setups.get(0).link()));
  }

  @Test
  void lockBoardsGetTheirLocksTheirPulsesAndTheirPace() throws IOException {
    List<BusSetup> setups = Wiring.buses(locker(), TagWiring.drawer(null));
    assertEquals(List.of(0, 1, 1), setups.stream().map(setup -> setup.boards().size()).toList());
    BoardChannel eight = setups.get(1).boards().getFirst();
    assertEquals(0, eight.board());
    assertEquals(250_000_000, eight.periodNanos());
    assertEquals(
        new BoardChannel.Output(1, 2, 300, 1_500, true, "left"), eight.outputs().getLast());
    assertInstanceOf(Board8aDriver.class, eight.maker().make(setups.get(1).link(), () -> 0));
    BoardChannel relay = setups.get(2).boards().getFirst();
    assertEquals(1, relay.board());
    assertEquals(100_000_000, relay.periodNanos());
    assertEquals(
        new BoardChannel.Output(2, 1, 700, 800, false, "main"), relay.outputs().getFirst());
    assertInstanceOf(ModbusRelayDriver.class, relay.maker().make(setups.get(2).link(), () -> 0));
  }

  private static SiteFile locker() throws IOException {
    Path file = Path.of("src/test/resources/io/shelfkeeper/agent/config/locker.yaml");
    return switch (SiteFiles.check(Files.readString(file), Path.of("").toAbsolutePath())) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  @Test
  void aBusBehindAConverterIsReachedOverTheNetwork() throws IOException {
    SiteFile site =
        site("serial:/tmp/shelfkeeper-demo/shelf-bus?baud=115200", "tcp://127.0.0.1:4196");
    assertInstanceOf(TcpLink.class, Wiring.buses(site, TagWiring.drawer(null)).get(1).link());
  }

  @Test
  void chipsOfTheMachineAreThoseOfItsBus() {
    assertInstanceOf(I2cWire.class, Wiring.link(new SiteFile.Link.I2c(1, "", 0)));
  }

  @Test
  void filesOfTheTlsIdentityAreLookedForBesideTheSiteFile() throws IOException {
    SiteFile plain = site("", "");
    assertNull(Wiring.broker(plain, Path.of("/etc")).tls());
    SiteFile secure =
        site("mqtt://127.0.0.1:1883", "mqtts://broker.example\n  tls: {authorities: pom.xml}");
    BrokerSettings settings = Wiring.broker(secure, Path.of("/etc"));
    assertEquals("broker.example", settings.host());
    assertEquals(8883, settings.port());
    assertTrue(
        settings.tls() != null && settings.tls().authorities().equals(Path.of("/etc/pom.xml")));
  }

  @Test
  void theBuildKnowsItsVersionAndItsTime() {
    assertTrue(Build.own().version().matches("\\d+\\.\\d+\\.\\d+.*"), Build.own()::toString);
    assertTrue(Build.own().millis() > 1_700_000_000_000L);
  }
}
