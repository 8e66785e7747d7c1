package io.shelfkeeper.simulator.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.doctor.Doctor;
import io.shelfkeeper.agent.doctor.WiringRow;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.PulsedOutput;
import io.shelfkeeper.drivers.link.far.FarPins;
import io.shelfkeeper.simulator.scenario.Director;
import io.shelfkeeper.simulator.scenario.Stage;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.CellProfile;
import io.shelfkeeper.simulator.world.DoorEvent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an installer does wrong, and what the doctor says of it: it reads only, whatever is wrong.
 */
class WiringMistakesTest {
  private static final String NOBODY = "none";

  private final List<DoorEvent> truth = new ArrayList<>();
  private final PacedLink.Time time = new PacedLink.Time();
  private final SiteFile site = site();
  private final Stage stage = new Stage(site, 1, CellProfile.IDEAL, _ -> {}, truth::add);
  private final Director director = new Director(stage);

  private static SiteFile site() {
    try {
      var file = Objects.requireNonNull(WiringMistakesTest.class.getResource("/miswired.yaml"));
      return switch (SiteFiles.read(Path.of(file.toURI()))) {
        case SiteFiles.Accepted accepted -> accepted.site();
        case SiteFiles.Refused refused -> fail(refused.problems().toString());
      };
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private FarPins pins() {
    return new FarPins(new PacedLink(stage.farEnd("pins"), 1_000_000_000, time), () -> time.now);
  }

  private void tell(String words) throws CannotDo {
    director.direct(words, time.now);
  }

  /** Opens a door by hand, then looks; nothing may have moved by that. */
  private List<WiringRow> look(String open) throws CannotDo {
    if (open.equals("case")) {
      tell("tamper --is on");
    } else if (!open.equals(NOBODY)) {
      tell("force --door " + open);
    }
    truth.clear();
    Set<String> doors = open.equals(NOBODY) ? Set.of() : Set.of(open);
    List<WiringRow> rows = new Doctor(_ -> pins()).look(site, 32, doors);
    assertEquals(List.of(), truth, "the doctor moved something");
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "C1", "C2", "case"})
  void shopAsItShouldBeIsGood(String open) throws CannotDo {
    List<WiringRow> rows = look(open);
    assertEquals(1, rows.size());
    assertTrue(rows.getFirst().isGood(), rows::toString);
    assertEquals(open.equals("C1"), rows.getFirst().found().contains("lock-c1 open"));
  }

  @ParameterizedTest(name = "{0} {1}, open: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --line GPIO17    | held       | none | port_closed   | Line GPIO17 is held by "another-program" | End that program
          --line GPIO6     | held       | none | port_closed   | Line GPIO6 is held by "another-program"  | End that program
          --line GPIO17    | absent     | none | wrong_setup   | There is no line GPIO17                  | gpioinfo
          --line GPIO6     | absent     | none | wrong_setup   | There is no line GPIO6                   | gpioinfo
          --line led:lock1 | absent     | none | wrong_setup   | There is no LED lock1                    | dtoverlay=gpio-led
          --line led:lock1 | no-trigger | none | wrong_setup   | no trigger oneshot for the LED lock1     | ledtrig-oneshot
          --bus pins       | keeps      | none | wrong_setup   | keeps an output as it is                 | dtparam=strict_gpiod
          --bus pins       | denied     | none | port_closed   | may not be used by this user             | SupplementaryGroups=gpio
          --line GPIO6     | cut        | none | wrong_contact | lock-c1 open, lock-c2 shut, case shut    | lock-c1: said open and is shut. Its wire is cut
          --line GPIO5     | cut        | none | wrong_contact | lock-c1 shut, lock-c2 shut, case open    | case: said open and is shut
          --line GPIO6     | inverted   | none | wrong_contact | lock-c1 open                             | turn its "shut:" round
          --line GPIO6     | inverted   | C1   | wrong_contact | lock-c1 shut                             | turn its "shut:" round
          --line GPIO6     | swapped    | C1   | wrong_contact | lock-c1 shut, lock-c2 open               | changed places
          --line GPIO13    | swapped    | C2   | wrong_contact | lock-c2 shut                             | perhaps that of a coil
          """)
  void mistakeIsFoundWithItsRemedy(
      String where, String kind, String open, String verdict, String found, String advice)
      throws CannotDo {
    tell("fault %s --kind %s".formatted(where, kind));
    List<WiringRow> rows = look(open);
    assertTrue(
        rows.stream()
            .anyMatch(
                row ->
                    row.verdict().word().equals(verdict)
                        && row.found().contains(found)
                        && row.advice().contains(advice)),
        rows::toString);
    assertTrue(rows.stream().noneMatch(WiringRow::isGood), rows::toString);
  }

  /** Without a pulse nobody can know: this is why the runbook has each lock ordered once. */
  @Test
  void coilsThatHaveChangedPlacesAreFoundByTheFirstOrderAndNotBefore()
      throws CannotDo, DeviceFault {
    tell("fault --line GPIO17 --kind swapped");
    assertTrue(look(NOBODY).getFirst().isGood());
    FarPins pins = pins();
    pins.open();
    try (PulsedOutput lockC1 = pins.led("lock1")) {
      lockC1.pulse(300);
      time.now += 1_000_000_000L;
    }
    assertTrue(stage.doors(time.now).get(1).open(), "C2 is open, and C1 was meant");
  }
}
