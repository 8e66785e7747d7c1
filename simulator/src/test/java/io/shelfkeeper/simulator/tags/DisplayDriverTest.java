package io.shelfkeeper.simulator.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagReading;
import io.shelfkeeper.drivers.api.TagReading.Confirmed;
import io.shelfkeeper.drivers.tag.waveshare.WaveshareDriver;
import io.shelfkeeper.simulator.models.Line;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.Dice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real driver of a display at a played one, and the display as it is written down. */
class DisplayDriverTest {
  private static final String TAG = "display-a1";

  private final Troubles troubles = new Troubles();
  private final Tags tags = new Tags((_, _) -> {});
  private final Display display =
      tags.display("display1", new TagPlan(TAG, "waveshare-43", "A1"), troubles);
  private final PacedLink.Time time = new PacedLink.Time();
  private final WaveshareDriver driver =
      new WaveshareDriver(
          new PacedLink(
              new Line("bus", List.of(display), 10, troubles, new Dice(1)), 115_200, time),
          TAG,
          () -> time.now);
  private final List<TagReading> readings = new ArrayList<>();

  private void run(double seconds) throws DeviceFault {
    long until = time.now + (long) (seconds * 1e9);
    while (time.now < until) {
      readings.addAll(driver.turn(50));
    }
  }

  private static TagPicture picture(int seed) {
    Dice dice = new Dice(seed);
    byte[] first = new byte[800 * 600 / 8];
    for (int i = 0; i < 60; i++) {
      int from = dice.below(first.length - 2_000);
      for (int row = 0; row < 20; row++) {
        first[from + row * 100] = (byte) dice.bits();
      }
    }
    return new TagPicture(800, 600, first, new byte[first.length]);
  }

  private void show(String id, TagPicture picture) {
    driver.show(
        new TagJob(
            id, TAG, WaveshareDriver.MODEL, () -> picture, TagJob.Showing.AT_ONCE, Long.MAX_VALUE));
  }

  private TagState state() {
    return tags.states(time.now).getFirst();
  }

  private void assertShows(TagPicture picture) {
    Glass glass = state().glass();
    for (int y = 0; y < 600; y++) {
      for (int x = 0; x < 800; x++) {
        boolean black = picture.ink(x, y) != TagPicture.Ink.WHITE;
        assertEquals(black ? Shade.BLACK : Shade.PAPER, glass.at(x, y), x + " " + y);
      }
    }
  }

  @Test
  void itShowsWhatWasMeantWhenThatIsConfirmed() throws DeviceFault {
    for (int seed = 1; seed < 4; seed++) {
      show("job " + seed, picture(seed));
      while (!readings.contains(new Confirmed(TAG, "job " + seed))) {
        run(0.1);
        assertTrue(time.now < 200_000_000_000L, readings::toString);
      }
      assertShows(picture(seed));
    }
    assertEquals(3, state().pictures());
  }

  @Test
  void whatALossOfSupplyTookIsDrawnAgainAndThePictureStays() throws DeviceFault {
    show("a", picture(1));
    run(10);
    show("b", picture(2));
    run(0.5);
    troubles.start(
        new Troubles.Active("display1", Trouble.POWER_CYCLE, Double.NaN, 0, Long.MAX_VALUE));
    run(2);
    assertShows(picture(1));
    run(15);
    assertShows(picture(2));
  }

  @Test
  void outOfReachIsOffTheWire() throws DeviceFault, CannotDo {
    run(1);
    tags.silent(TAG, true, time.now);
    show("a", picture(1));
    assertThrows(DeviceFault.class, () -> run(30));
    assertThrows(CannotDo.class, () -> tags.battery(TAG, 3_000, time.now));
  }

  @ParameterizedTest
  @CsvSource({
    "A5 00 09 00 CC 33 C3 3C AC, OK",
    "A5 00 0A 0D 00 CC 33 C3 3C A2, OK",
    "A5 00 0A 07 00 CC 33 C3 3C A8, OK",
    "A5 00 0B 10 00 03 CC 33 C3 3C BD, OK",
    "A5 00 0A 1E 03 CC 33 C3 3C B2, OK",
    "A5 00 09 2E CC 33 C3 3C 82, OK",
    "A5 00 11 25 00 00 00 00 03 1F 02 57 CC 33 C3 3C D8, OK",
    "A5 00 12 30 00 32 00 28 34 2E 39 39 00 CC 33 C3 3C 87, Error:20",
    "A5 00 13 70 00 00 00 00 41 2E 42 4D 50 00 CC 33 C3 3C F6, Error:20",
    "A5 00 09 00 CC 33 C3 3C AD, ''"
  })
  void aFrameIsAnsweredAsItIsWrittenDown(String frame, String answer) {
    Host host = new Host(display, troubles);
    assertEquals(answer, host.askHex(frame));
  }

  @Test
  void anOutlineIsEmptyAndASleeperIsDeaf() {
    Host host = new Host(display, troubles);
    host.askHex("A5 00 11 25 00 00 00 00 03 1F 02 57 CC 33 C3 3C D8");
    assertEquals("", host.askHex("A5 00 09 0A CC 33 C3 3C A6"), "it flickers");
    assertEquals("OK", host.hears(3));
    Glass glass = tags.states(host.time.now).getFirst().glass();
    assertEquals(Shade.BLACK, glass.at(0, 0));
    assertEquals(Shade.BLACK, glass.at(799, 599));
    assertEquals(Shade.PAPER, glass.at(1, 1));
    assertEquals("OK", host.askHex("A5 00 09 08 CC 33 C3 3C A4"));
    assertEquals("", host.askHex("A5 00 09 00 CC 33 C3 3C AC"));
  }
}
