package io.shelfkeeper.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.doctor.Doctor;
import io.shelfkeeper.agent.doctor.WiringRow;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.link.Waiting;
import io.shelfkeeper.drivers.link.far.FarChips;
import io.shelfkeeper.drivers.link.tcp.TcpLink;
import io.shelfkeeper.drivers.scale.BridgeCell;
import io.shelfkeeper.drivers.scale.nau7802.Nau7802Driver;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.CellProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A chip of a site file at its bus, and what the doctor says of one that is wired wrongly. */
class PlayedChipsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int BAUD = 1_000_000_000;
  private static final Pattern COUNTS =
      Pattern.compile("chip scale {6}0x2a +(-?[0-9]+) counts", Pattern.MULTILINE);
  private static final String SCALE =
      "- {id: scale, model: nau7802, bus: i2c, cell: A1, samples_per_second: 10,"
          + " capacity_grams: 5000, millivolts_per_volt: 2}";
  private static final String BAY = "- {id: A1, cells: [A1], products: [{sku: tea, count: 6}]}";

  private final PacedLink.Time time = new PacedLink.Time();
  private final SiteFile site = site(7072, 4196, SCALE, BAY);
  private final Stage stage = new Stage(site, 1, CellProfile.IDEAL, _ -> {});
  private final Director director = new Director(stage);
  private final Waiting waiting =
      new Waiting() {
        @Override
        public long nanos() {
          return time.now;
        }

        @Override
        public void until(long nanos) {
          time.now = Math.max(time.now, nanos);
        }
      };

  private static SiteFile site(int port, int other, String scale, String bay) {
    String text =
        """
        site: s
        device: d
        broker: {url: "mqtt://h"}
        buses: [{id: i2c, link: "i2c://127.0.0.1:%d"}, {id: line, link: "tcp://127.0.0.1:%d"}]
        devices:
          - {id: other, model: rs485-transmitter, bus: line, address: 1, cell: A2, samples_per_second: 10}
        %s
        products: [{sku: tea, name: Tea, grams: 500, spread: 1}]
        fixtures:
          - id: f
            bays:
              - {id: A2, cells: [A2], products: [{sku: tea, count: 6}]}
        %s
        """
            .formatted(port, other, scale.indent(2), bay.indent(6));
    return switch (SiteFiles.check(text, Path.of("/"))) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  private FarChips chips() {
    return new FarChips(new PacedLink(stage.farEnd("i2c"), BAUD, time), () -> time.now);
  }

  private String tell(String words) throws CannotDo {
    Director.Answer answer = director.direct(words, time.now);
    time.now = answer.atNanos() + 3 * SECOND;
    return answer.text();
  }

  private List<WiringRow> look(SiteFile file) {
    Doctor doctor =
        new Doctor(
            link ->
                link instanceof SiteFile.Link.I2c
                    ? chips()
                    : new PacedLink(stage.farEnd("line"), BAUD, time),
            waiting);
    return doctor.look(file, 1).stream().filter(row -> row.bus().equals("i2c")).toList();
  }

  private static WiringRow only(List<WiringRow> rows) {
    assertEquals(1, rows.size(), rows::toString);
    return rows.getFirst();
  }

  @Test
  void shopAsItShouldBeIsGood() {
    WiringRow row = only(look(site));
    assertTrue(row.isGood(), row::toString);
    assertTrue(row.found().contains("bridge, now 2998.3 g"), row::toString);
    assertEquals(0x2A, row.address());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --device scale --kind silent     | silent      | chip at 0x2a                      | supply, SDA and SCL
          --device scale --kind other-chip | other_model | says revision 0x61                | Take the other chip off
          --device scale --kind saturated  | no_weight   | end of its range: overload        | four wires
          --device scale --kind reversed   | wrong_setup | bridge, now -                     | A+ and A-
          --device scale --kind brown-out  | no_weight   | could not calibrate its amplifier | 3.3 V
          --bus i2c --kind denied          | port_closed | may not be used by this user      | SupplementaryGroups=i2c
          """)
  void mistakeIsFoundWithItsRemedy(String where, String verdict, String found, String advice)
      throws CannotDo {
    tell("fault " + where);
    List<WiringRow> rows = look(site);
    WiringRow first = rows.getFirst();
    assertEquals(verdict, first.verdict().word(), rows::toString);
    assertTrue(first.found().contains(found), rows::toString);
    assertTrue(first.advice().contains(advice), rows::toString);
    assertTrue(rows.stream().noneMatch(WiringRow::isGood), rows::toString);
    tell("clear");
    assertTrue(only(look(site)).isGood());
  }

  @Test
  void swappedSignalOfAnOpenBridgeIsAtTheOtherEnd() throws CannotDo {
    tell("fault --device scale --kind overload --amount 1000000");
    tell("fault --device scale --kind reversed");
    assertTrue(only(look(site)).found().contains("underload"));
  }

  @Test
  void chipThatTheFileDoesNotKnowIsAStranger() {
    WiringRow row = only(look(site(7072, 4196, "", "")));
    assertEquals("not_in_file", row.verdict().word());
    assertTrue(row.advice().contains("model nau7802"), row::toString);
  }

  private static int counts(String list) {
    Matcher matcher = COUNTS.matcher(list);
    assertTrue(matcher.find(), list);
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void listTellsWhatTheChipMakesOfWhatLiesThere() throws CannotDo {
    look(site);
    int six = counts(tell("list"));
    tell("take --bay A1 --count 3");
    assertEquals(0.5, (double) counts(tell("list")) / six, 0.01);
    tell("put --bay A1 --count 3");
    assertEquals(1, (double) counts(tell("list")) / six, 0.01);
    tell("fault --device scale --kind silent");
    assertTrue(tell("list").contains("chip scale      0x2a is not there"));
  }

  @Test
  void faultsArePossibleWhereTheyMeanSomething() throws CannotDo {
    tell("fault --bus i2c --kind unplugged");
    CannotDo refusal = assertThrows(CannotDo.class, () -> tell("fault --bus i2c --kind noise"));
    assertTrue(String.valueOf(refusal.getMessage()).contains("[unplugged, denied]"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  @Timeout(120)
  void driverWeighsOverAPort() throws IOException, CannotDo, DeviceFault {
    int port = freePort();
    SiteFile played = site(port, freePort(), SCALE, BAY);
    Stage shelf = new Stage(played, 1, CellProfile.BOARD_10, _ -> {});
    long zero = System.nanoTime();
    FarChips wire = new FarChips(new TcpLink("127.0.0.1", port), System::nanoTime);
    try (wire;
        PlayedShop _ = PlayedShop.open(played, shelf, () -> System.nanoTime() - zero, _ -> {})) {
      wire.open();
      Scale scale =
          new Nau7802Driver(wire, new BridgeCell(5_000, 2, 128), 10, Waiting.inThisThread());
      double before = scale.read().grams();
      shelf.take("A1", null, 2, System.nanoTime() - zero);
      while (scale.read().grams() > before - 900) {
        // It waits for the chip's next result by itself.
      }
    }
  }
}
