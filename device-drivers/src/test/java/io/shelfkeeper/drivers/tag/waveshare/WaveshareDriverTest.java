package io.shelfkeeper.drivers.tag.waveshare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagJob.Showing;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagReading;
import io.shelfkeeper.drivers.api.TagReading.Confirmed;
import io.shelfkeeper.drivers.api.TagReading.GivenUp;
import io.shelfkeeper.drivers.api.TagReading.Reason;
import io.shelfkeeper.drivers.api.TagReading.Seen;
import io.shelfkeeper.drivers.api.TagReading.StationReady;
import io.shelfkeeper.drivers.link.MemoryLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaveshareDriverTest {
  private static final String TAG = "display-a1";
  private static final int REFRESH = 0x0A;
  private static final int CLEAR = 0x2E;
  private static final int FILLED = 0x24;

  private final Far far = new Far();
  private final WaveshareDriver driver = new WaveshareDriver(far, TAG, () -> far.micros * 1_000);
  private final List<TagReading> readings = new ArrayList<>();

  /** A module that says what it is told to. */
  private static final class Far extends MemoryLink {
    final List<Integer> commands = new ArrayList<>();
    boolean silent;
    int errors;
    int deafTo = -1;

    @Override
    protected void arrived(byte[] bytes) {
      int command = bytes[3] & 0xFF;
      if (silent || command == deafTo) {
        return;
      }
      commands.add(command);
      boolean error = command == FILLED && errors > 0;
      errors -= error ? 1 : 0;
      String text = error ? "Error:7" : "OK";
      say(text.getBytes(StandardCharsets.ISO_8859_1), command == REFRESH ? 3_000_000 : 1_000);
    }

    long count(int command) {
      return commands.stream().filter(one -> one == command).count();
    }
  }

  private void run(int millis) throws DeviceFault {
    long until = far.micros + millis * 1_000L;
    while (far.micros < until) {
      readings.addAll(driver.turn(20));
    }
  }

  private static TagPicture picture(int width, int height) {
    byte[] first = new byte[(width * height + 7) / 8];
    first[0] = (byte) 0xF0;
    first[50] = (byte) 0xFF;
    return new TagPicture(width, height, first, new byte[first.length]);
  }

  private TagJob job(String id, int width, int height, Showing showing, int seconds) {
    TagPicture picture = picture(width, height);
    long deadline = far.micros * 1_000 + seconds * 1_000_000_000L;
    return new TagJob(id, TAG, WaveshareDriver.MODEL, () -> picture, showing, deadline);
  }

  private void show(String id) {
    driver.show(job(id, 800, 600, Showing.AT_ONCE, 3_600));
  }

  private List<TagReading> ends() {
    return readings.stream()
        .filter(one -> one instanceof Confirmed || one instanceof GivenUp)
        .toList();
  }

  @Test
  void itIsFoundAndLookedAtAgainNowAndThen() throws DeviceFault {
    run(1_000);
    assertTrue(readings.getFirst() instanceof StationReady, readings::toString);
    assertEquals(new Seen(TAG, null), readings.get(1));
    run(120_000);
    assertEquals(3, readings.stream().filter(Seen.class::isInstance).count());
  }

  @Test
  void aPictureIsConfirmedWhenItIsShown() throws DeviceFault {
    show("a");
    run(2_000);
    assertEquals(List.of(0x00, 0x10, 0x0D, CLEAR, FILLED, FILLED, REFRESH), far.commands);
    assertEquals(List.of(), ends(), "its panel still flickers");
    run(3_000);
    assertEquals(List.of(new Confirmed(TAG, "a")), ends());
    run(30_000);
    assertEquals(1, far.count(REFRESH), "and not shown again");
  }

  @Test
  void aPictureInReserveIsDrawnAndNotShown() throws DeviceFault {
    driver.show(job("a", 800, 600, Showing.IN_RESERVE, 3_600));
    run(5_000);
    assertEquals(List.of(new Confirmed(TAG, "a")), ends());
    assertEquals(0, far.count(REFRESH));
    show("b");
    run(5_000);
    assertEquals(new Confirmed(TAG, "b"), ends().getLast());
    assertEquals(2, far.count(CLEAR), "it may have lost its supply since: drawn anew");
  }

  @Test
  void aModuleThatDoesNotAnswerIsAFaultUntilItDoes() throws DeviceFault {
    far.silent = true;
    show("a");
    DeviceFault fault = assertThrows(DeviceFault.class, () -> run(20_000));
    assertEquals(FaultKind.NO_ANSWER, fault.kind());
    assertTrue(far.micros > 7_000_000, "it may take seconds to start");
    far.silent = false;
    while (ends().isEmpty()) {
      try {
        run(100);
      } catch (DeviceFault still) {
        assertTrue(far.micros < 60_000_000);
      }
    }
    assertEquals(List.of(new Confirmed(TAG, "a")), ends());
  }

  @Test
  void aModuleThatGoesAwayInTheMiddleIsDrawnOnFromTheBeginning() throws DeviceFault {
    far.deafTo = REFRESH;
    show("a");
    run(8_000);
    assertEquals(List.of(), ends());
    far.deafTo = -1;
    run(10_000);
    assertEquals(List.of(new Confirmed(TAG, "a")), ends());
    assertEquals(2, far.count(CLEAR));
    assertEquals(2, readings.stream().filter(StationReady.class::isInstance).count());
  }

  @Test
  void oneErrorIsTriedAgainAndThreeAreARefusal() throws DeviceFault {
    far.errors = 1;
    show("a");
    run(8_000);
    far.errors = 3;
    show("b");
    run(8_000);
    assertEquals(List.of(new Confirmed(TAG, "a"), new GivenUp(TAG, "b", Reason.REFUSED)), ends());
  }

  @Test
  void theNewestJobCounts() throws DeviceFault {
    show("a");
    run(500);
    show("b");
    run(10_000);
    driver.show(job("c", 400, 300, Showing.AT_ONCE, 3_600));
    run(500);
    show("d");
    assertEquals(
        List.of(
            new GivenUp(TAG, "a", Reason.REPLACED),
            new Confirmed(TAG, "b"),
            new GivenUp(TAG, "c", Reason.BAD_PICTURE)),
        ends());
  }

  @Test
  void aDeadlineSaysWhetherAnybodyWasThere() throws DeviceFault {
    far.silent = true;
    driver.show(job("a", 800, 600, Showing.AT_ONCE, 5));
    run(7_000);
    far.silent = false;
    far.deafTo = REFRESH;
    driver.show(job("b", 800, 600, Showing.AT_ONCE, 5));
    run(9_000);
    assertEquals(
        List.of(new GivenUp(TAG, "a", Reason.SILENT), new GivenUp(TAG, "b", Reason.LATE)), ends());
  }

  @Test
  void aWireThatBreaksIsMendedByOpeningItAgain() throws DeviceFault {
    show("a");
    run(5);
    far.plug(false);
    assertEquals(FaultKind.LINK_DOWN, assertThrows(DeviceFault.class, () -> run(100)).kind());
    far.plug(true);
    run(8_000);
    assertEquals(List.of(new Confirmed(TAG, "a")), ends());
  }

  @Test
  void jobsForOthersAreDeclined() {
    TagJob own = job("a", 800, 600, Showing.AT_ONCE, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> driver.show(new TagJob("a", "b", own.model(), own.picture(), own.showing(), 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> driver.show(new TagJob("a", TAG, "33", own.picture(), own.showing(), 1)));
  }
}
