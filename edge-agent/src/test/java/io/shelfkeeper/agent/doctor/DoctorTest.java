package io.shelfkeeper.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private static final String TEXT =
      """
      site: s
      device: d
      broker: {url: "mqtt://h"}
      buses: [{id: rail, link: "serial:/dev/ttyS0?baud=115200"}]
      devices:
        - {id: one, model: rs485-transmitter, bus: rail, address: 1, cell: A, samples_per_second: 10}
        - {id: two, model: rs485-transmitter, bus: rail, address: 2, cell: B, samples_per_second: 10}
      products: [{sku: p, name: P, grams: 100, spread: 1}]
      fixtures:
        - id: f
          bays:
            - {id: A, cells: [A], products: [{sku: p, count: 1}]}
            - {id: B, cells: [B], products: [{sku: p, count: 1}]}
      """;

  private static List<WiringRow> look(PlayedBus bus) {
    SiteFile site =
        switch (SiteFiles.check(TEXT, Path.of("/"))) {
          case SiteFiles.Accepted accepted -> accepted.site();
          case SiteFiles.Refused refused -> throw new AssertionError(refused.problems());
        };
    return new Doctor(bus).look(site, 8);
  }

  private static List<String> verdicts(List<WiringRow> rows) {
    return rows.stream().map(row -> row.address() + " " + row.verdict().word()).toList();
  }

  @Test
  void aGoodBusSaysWhatEachPlateWeighs() {
    List<WiringRow> rows = look(new PlayedBus().with(1, 5_231).with(2, -12));
    assertEquals(List.of("1 good", "2 good"), verdicts(rows));
    assertEquals(
        "transmitter, firmware 250, up to 15000.0 g, now 523.1 g", rows.getFirst().found());
    assertTrue(rows.get(1).found().endsWith("now -1.2 g"), rows::toString);
  }

  @Test
  void aSilentDeviceAndAStrangerAreBothNamed() {
    List<WiringRow> rows = look(new PlayedBus().with(1, 0).with(7, 0));
    assertEquals(List.of("1 good", "2 silent", "7 not_in_file"), verdicts(rows));
    assertTrue(rows.get(1).advice().contains("address"), rows::toString);
    assertTrue(rows.get(2).advice().contains("with address 7"), rows::toString);
  }

  @Test
  void aDeviceInAnotherUnitIsSaidToBeSetUpWrong() {
    List<WiringRow> rows = look(new PlayedBus().with(1, 0).with(2, 0).set(2, 104, 4));
    assertEquals(List.of("1 good", "2 wrong_setup"), verdicts(rows));
    assertTrue(rows.get(1).found().contains("unit code 4"), rows::toString);
  }

  @Test
  void anOverloadedCellHasNoWeight() {
    List<WiringRow> rows = look(new PlayedBus().with(1, 0).with(2, 200_000));
    assertEquals(List.of("1 good", "2 no_weight"), verdicts(rows));
    assertTrue(rows.get(1).found().contains("overload"), rows::toString);
  }

  @Test
  void aBusAtAnotherSpeedIsFound() {
    List<WiringRow> rows = look(new PlayedBus().with(1, 0).with(2, 0).speaking(9_600));
    assertEquals(List.of("1 other_speed", "2 other_speed"), verdicts(rows));
    assertTrue(rows.getFirst().advice().contains("baud=9600"), rows::toString);
  }

  @Test
  void aBusWithoutAnybodyIsSilent() {
    assertEquals(List.of("1 silent", "2 silent"), verdicts(look(new PlayedBus())));
  }

  @Test
  void aPortThatDoesNotOpenIsSaidFirst() {
    List<WiringRow> rows = look(new PlayedBus().with(1, 0).closed());
    assertEquals(List.of("0 port_closed", "1 not_looked_at", "2 not_looked_at"), verdicts(rows));
    assertTrue(rows.getFirst().advice().startsWith("Plug it in."), rows::toString);
  }
}
