package io.shelfkeeper.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockDoctorTest {
  private static final String TEXT =
      """
      site: s
      device: d
      broker: {url: "mqtt://h"}
      buses:
        - {id: rail, link: "serial:/dev/ttyS0?baud=115200"}
        - {id: locks, link: "serial:/dev/ttyS1?baud=115200"}
      devices:
        - {id: one, model: rs485-transmitter, bus: rail, address: 31, cell: A, samples_per_second: 10}
        - {id: board, model: lock-8a, bus: locks, address: 1, channels: 24, status_order: last_byte_low}
        - {id: relay, model: modbus-relay, bus: locks, address: 2}
      locks:
        - {id: l1, board: board, channel: 1, shut: contact_closed, without_power: locked}
        - {id: l2, board: relay, channel: 1, input: 1, shut: contact_open, without_power: locked}
      case_switch: {board: relay, input: 8, shut: contact_closed}
      products: [{sku: p, name: P, grams: 100, spread: 1}]
      fixtures:
        - id: f
          bays: [{id: A, cells: [A], products: [{sku: p, count: 1}]}]
          compartments: [C]
          doors:
            - {id: d1, lock: l1, opens: [A], contact: {board: board, input: 9, shut: contact_closed}}
            - {id: d2, lock: l2, opens: [C]}
      """;

  private final PlayedBus bus = new PlayedBus().with(31, 0);

  private static SiteFile site() {
    return switch (SiteFiles.check(TEXT, Path.of("/"))) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  private List<WiringRow> look() {
    return new Doctor(bus)
        .look(site(), 5).stream().filter(row -> row.bus().equals("locks")).toList();
  }

  private static List<String> verdicts(List<WiringRow> rows) {
    return rows.stream().map(row -> row.address() + " " + row.verdict().word()).toList();
  }

  @AfterEach
  void nothingIsEverMoved() {
    assertFalse(bus.wasTouched());
  }

  @Test
  void aGoodBusSaysHowEveryDoorStands() {
    List<WiringRow> rows = look(1);
    assertEquals(List.of("1 good", "2 good"), verdicts(rows));
    assertEquals("lock board, 24 locks; l1 shut, contact of d1 open", rows.getFirst().found());
    assertEquals("relay board; l2 shut, case shut", rows.get(1).found());
  }

  private List<WiringRow> look(int status) {
    bus.withEight(1, 0, 0, status).withRelay(2, 0, 0x80);
    return look();
  }

  @ParameterizedTest
  @CsvSource({
    "100, ''",
    "217, '; takes 217 ms to answer, so a forced door is known after up to 684 ms'"
  })
  void aBoardThatIsTooSlowForForcedDoorsIsSaid(int millis, String slow) throws DeviceFault {
    bus.withEight(1, 0, 0, 1);
    SiteFile site = site();
    bus.answering(millis);
    Board8aLook look = new Board8aLook(new DoorWords(site), bus::nanos);
    ByteLink link = bus.link(site.buses().get(1).link());
    String found = look.look(link, site.lockBoards().getFirst()).text();
    assertEquals("lock board, 24 locks; l1 shut, contact of d1 open" + slow, found);
  }

  @Test
  void aRelayThatIsOnIsNamed() {
    bus.withEight(1, 0, 0, 1).withRelay(2, 0b101, 0x80);
    WiringRow row = look().get(1);
    assertEquals(Verdict.OUTPUT_ON, row.verdict());
    assertTrue(row.found().endsWith("on: 1 3"), row::found);
  }

  @Test
  void contactsAreComparedWithDoorsThatAreKnownToStandOpen() {
    bus.withEight(1, 0, 0, 1).withRelay(2, 0, 0x80);
    SiteFile site = site();
    List<WiringRow> rows = new Doctor(bus).look(site, 1, Set.of("d1"));
    assertEquals(List.of("31 good", "1 wrong_contact", "2 good"), verdicts(rows));
    assertTrue(rows.get(1).advice().startsWith("l1: said shut and is open."), rows::toString);
  }

  @Test
  void aBoardOfAnotherSizeIsSetUpWrong() {
    bus.withEight(1, 0, 0, 0, 1).withRelay(2, 0, 0);
    assertEquals(List.of("1 wrong_setup", "2 good"), verdicts(look()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 700})
  void twoBoardsAtOneAddressAreAConflict(int laterMillis) {
    bus.twins(laterMillis);
    assertEquals(List.of("1 conflict", "2 good"), verdicts(look(1)));
  }

  @Test
  void anotherModelAtAnAddressIsSaid() {
    bus.withEight(2, 0, 0, 0).withRelay(1, 0, 1);
    List<WiringRow> rows = look();
    assertEquals(List.of("1 other_model", "2 other_model"), verdicts(rows));
    assertTrue(rows.getFirst().found().contains("modbus-relay"), rows::toString);
    assertTrue(rows.get(1).found().contains("lock-8a"), rows::toString);
  }

  @Test
  void silentBoardsAndStrangersAreNamed() {
    bus.withEight(1, 0, 0, 1).withEight(4, 0, 0, 0, 0, 0, 0, 0).withRelay(5, 0, 3);
    List<WiringRow> rows = look();
    assertEquals(List.of("1 good", "2 silent", "4 not_in_file", "5 not_in_file"), verdicts(rows));
    assertTrue(rows.get(2).found().contains("up to 50 locks"), rows::toString);
    assertTrue(rows.get(3).found().endsWith("inputs closed: 1 2"), rows::toString);
  }

  @Test
  void aBusAtAnotherSpeedIsFound() {
    bus.speaking(9_600);
    List<WiringRow> rows = look(1);
    assertEquals(List.of("1 other_speed", "2 other_speed"), verdicts(rows));
    assertTrue(rows.getFirst().advice().contains("baud=9600"), rows::toString);
  }
}
