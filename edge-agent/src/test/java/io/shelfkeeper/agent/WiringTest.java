package io.shelfkeeper.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.broker.BrokerSettings;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.devices.BusSetup;
import io.shelfkeeper.drivers.link.serial.SerialLink;
import io.shelfkeeper.drivers.link.tcp.TcpLink;
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
    List<BusSetup> setups = Wiring.buses(site("", ""));
    assertEquals(List.of("fridge-bus", "shelf-bus"), setups.stream().map(BusSetup::bus).toList());
    assertEquals(6, setups.get(0).scales().size());
    assertEquals("scale-b2", setups.get(1).scales().get(1).device());
    assertEquals(7, setups.get(1).scales().get(1).cell());
    assertEquals(100_000_000, setups.get(1).scales().get(1).periodNanos());
    assertInstanceOf(SerialLink.class, setups.get(0).link());
    assertTrue(setups.get(0).link().where().contains("/tmp/shelfkeeper-demo/fridge-bus"));
    assertInstanceOf(
        TransmitterDriver.class,
        setups.get(0).scales().getFirst().scale().apply(setups.get(0).link()));
  }

  @Test
  void aBusBehindAConverterIsReachedOverTheNetwork() throws IOException {
    SiteFile site =
        site("serial:/tmp/shelfkeeper-demo/shelf-bus?baud=115200", "tcp://127.0.0.1:4196");
    assertInstanceOf(TcpLink.class, Wiring.buses(site).get(1).link());
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
