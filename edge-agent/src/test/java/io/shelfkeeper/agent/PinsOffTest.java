package io.shelfkeeper.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.drivers.link.pi4j.PinWire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinsOffTest {
  @TempDir private Path root;

  @BeforeEach
  void machine() throws IOException {
    Files.createDirectory(root.resolve("dev"));
  }

  private static SiteFile site(String outputs) {
    String text =
        """
        site: s
        device: d
        broker: {url: "mqtt://h"}
        buses: [{id: pins, link: pins}, {id: cells, link: "tcp://h:1"}]
        devices:
          - {id: pi, model: pin-board, bus: pins, outputs: %s}
          - {id: relay, model: modbus-relay, bus: cells, address: 1}
        locks: [{id: l, board: pi, channel: 1, shut: no_contact}]
        products: [{sku: p, name: P, grams: 100, spread: 1}]
        fixtures: [{id: f, compartments: [C], doors: [{id: C, lock: l, opens: [C]}]}]
        """
            .formatted(outputs);
    return switch (SiteFiles.check(text, Path.of("/"))) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  private Path burning(String name) throws IOException {
    Path led = Files.createDirectories(root.resolve("sys/class/leds").resolve(name));
    Files.writeString(led.resolve("trigger"), "none [oneshot]");
    Files.writeString(led.resolve("brightness"), "255");
    Files.writeString(led.resolve("delay_off"), "1");
    return led.resolve("brightness");
  }

  @Test
  void everyOutputIsOffAfterwards() throws Exception {
    Path lock1 = burning("lock1");
    Path lock2 = burning("lock2");
    PinsOff off = new PinsOff(link -> new PinWire(root));
    assertEquals(List.of(), off.off(site("[\"led:lock1\", \"led:lock2\"]")));
    assertEquals("0", Files.readString(lock1));
    assertEquals("0", Files.readString(lock2));
  }

  @Test
  void outputThatCannotBeHadIsToldAndKeepsNoOtherOn() throws Exception {
    Path lock2 = burning("lock2");
    PinsOff off = new PinsOff(link -> new PinWire(root));
    List<String> left = off.off(site("[GPIO17, \"led:lock1\", \"led:lock2\"]"));
    assertEquals(1, left.size());
    assertTrue(left.getFirst().startsWith("There is no GPIO chip"), left::toString);
    assertEquals("0", Files.readString(lock2));
  }
}
