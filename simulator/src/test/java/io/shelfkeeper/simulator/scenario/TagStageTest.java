package io.shelfkeeper.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.tag.oepl.OeplNodeDriver;
import io.shelfkeeper.drivers.tag.oepl.OeplSetup;
import io.shelfkeeper.simulator.tags.Glass;
import io.shelfkeeper.simulator.tags.TagPlan;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.CellProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Price tags of a site file, directed and looked at, in virtual time. */
class TagStageTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String TAG = "0000021D4E3A3C5B";

  @TempDir Path folder;

  private final PacedLink.Time time = new PacedLink.Time();
  // A minute takes a second.
  private final Stage stage =
      new Stage(
          Corner.site("/tags.yaml"), 1, CellProfile.IDEAL, _ -> {}, _ -> {}, SECOND, this::shows);
  private final Director director = new Director(stage);
  private final OeplNodeDriver driver =
      new OeplNodeDriver(
          new PacedLink(stage.farEnd("radio-bus"), 115_200, time),
          new OeplSetup(20, 10, 5, false),
          () -> time.now,
          null);

  private void shows(TagPlan plan, Glass glass) {
    try {
      GlassFolder.make(folder.resolve("glass")).shows(plan, glass);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tell(String words) throws CannotDo {
    return director.direct(words, time.now).text();
  }

  private void show(String id, int black) {
    byte[] first = new byte[384 * 168 / 8];
    Arrays.fill(first, 0, black, (byte) 0xFF);
    TagPicture picture = new TagPicture(384, 168, first, new byte[first.length]);
    driver.show(
        new TagJob(
            id, TAG, "33", () -> picture, TagJob.Showing.AT_ONCE, time.now + 10_000 * SECOND));
  }

  private void run(int seconds) throws DeviceFault {
    long until = time.now + seconds * SECOND;
    while (time.now < until) {
      driver.turn(50);
    }
  }

  private List<Path> files() throws IOException {
    if (Files.notExists(folder.resolve("glass"))) {
      return List.of();
    }
    try (var files = Files.list(folder.resolve("glass"))) {
      return files.toList();
    }
  }

  @Test
  void aTagThatHasDrawnIsAPictureAndALine() throws Exception {
    run(5);
    assertEquals(List.of(), files());
    show("a", 48 * 10);
    run(20);
    Path file = folder.resolve("glass/A1-" + TAG + ".png");
    assertEquals(List.of(file), files(), "whole, and nothing beside it");
    byte[] drawn = Files.readAllBytes(file);
    assertArrayEquals(stage.tags(time.now).getFirst().glass().png(), drawn);
    String list = tell("list");
    assertTrue(list.contains("tag " + TAG + " 33 at A1   heard "), list);
    assertTrue(list.contains("84 frames sent for 1 pictures"), list);
    assertTrue(list.contains("tag 0000021D4E3A3C5C 01 at A2   heard "), list);
    show("b", 48 * 20);
    run(20);
    assertTrue(!Arrays.equals(drawn, Files.readAllBytes(file)));
  }

  @Test
  void tagsDoWhatTheyAreTold() throws Exception {
    run(20);
    assertEquals("tag " + TAG + " is silent", tell("tag --id " + TAG + " --is silent"));
    show("a", 480);
    run(60);
    assertEquals(List.of(), files());
    String list = tell("list");
    assertTrue(list.contains("(out of reach)"), list);
    assertEquals("tag " + TAG + " is heard", tell("tag --id " + TAG + " --is heard"));
    assertEquals("5.0 % of all frames by air are lost", tell("air --loss 0.05"));
    assertTrue(tell("tag --id " + TAG + " --battery 2300").contains("2300 mV"));
    assertEquals("tag " + TAG + " is restarted", tell("tag --id " + TAG + " --is restarted"));
    run(60);
    assertEquals(1, files().size());
    assertEquals(2_300, stage.tags(time.now).getFirst().batteryMillivolts());
  }

  @Test
  void aNodeCanBeMutedAndLoseItsSupply() throws Exception {
    run(5);
    tell("fault --device radio1 --kind silent");
    assertThrows(DeviceFault.class, () -> run(30));
    tell("clear");
    tell("fault --device radio1 --kind power-cycle");
    show("a", 480);
    while (files().isEmpty()) {
      try {
        run(1);
      } catch (DeviceFault fault) {
        assertTrue(time.now < 300 * SECOND, fault::toString);
      }
    }
  }

  @Test
  void whatCannotBeDoneIsAnsweredWithWhatCan() {
    for (String words :
        List.of(
            "tag --id 77 --is silent",
            "tag --id " + TAG + " --is gone",
            "tag --id " + TAG,
            "tag --id " + TAG + " --battery 9999",
            "air",
            "air --loss 2")) {
      String said = String.valueOf(assertThrows(CannotDo.class, () -> tell(words)).getMessage());
      assertTrue(said.contains(". Say ") || said.contains(". Name "), said);
    }
  }
}
