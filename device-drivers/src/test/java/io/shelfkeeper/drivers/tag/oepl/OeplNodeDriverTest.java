package io.shelfkeeper.drivers.tag.oepl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.Seed;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagHealth.Wake;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagJob.Showing;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagReading;
import io.shelfkeeper.drivers.api.TagReading.Confirmed;
import io.shelfkeeper.drivers.api.TagReading.GivenUp;
import io.shelfkeeper.drivers.api.TagReading.Reason;
import io.shelfkeeper.drivers.api.TagReading.Seen;
import io.shelfkeeper.drivers.api.TagReading.StationReady;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OeplNodeDriverTest {
  private static final long TAG = 0x21D4E3A3C5BL;
  private static final long HOUR = 3_600_000_000_000L;

  private final FarNode far = new FarNode();
  private OeplNodeDriver driver = driver(null);
  private final List<TagReading> readings = new ArrayList<>();

  private OeplNodeDriver driver(@Nullable OeplResetLine reset) {
    OeplSetup setup = new OeplSetup(11, 10, 30, false);
    return new OeplNodeDriver(far, setup, () -> far.micros * 1_000, reset);
  }

  private void run(int millis) throws DeviceFault {
    long until = far.micros + millis * 1_000L;
    while (far.micros < until) {
      readings.addAll(driver.turn(20));
    }
  }

  private void runUntilReady() {
    while (readings.stream().noneMatch(StationReady.class::isInstance)) {
      try {
        run(100);
      } catch (DeviceFault fault) {
        assertTrue(far.micros < 60_000_000);
      }
    }
  }

  private FaultKind fault() {
    DeviceFault fault = assertThrows(DeviceFault.class, () -> run(20_000));
    assertThrows(DeviceFault.class, () -> driver.turn(1), "it is still away");
    return fault.kind();
  }

  private static TagPicture picture(int width, int height, int seed) {
    byte[] first = new byte[(width * height + 7) / 8];
    new Random(seed).nextBytes(first);
    return new TagPicture(width, height, first, new byte[first.length]);
  }

  private void show(String id, long tag, int seed) {
    show(id, tag, "33", 384, 168, seed, HOUR);
  }

  private void show(
      String id, long tag, String model, int width, int height, int seed, long forNanos) {
    long deadline = far.micros * 1_000 + forNanos;
    driver.show(
        new TagJob(
            id,
            OeplTag.name(tag),
            model,
            () -> picture(width, height, seed),
            Showing.AT_ONCE,
            deadline));
  }

  private List<TagReading> ends() {
    return readings.stream()
        .filter(one -> one instanceof Confirmed || one instanceof GivenUp)
        .toList();
  }

  private static TagReading confirmed(long tag, String job) {
    return new Confirmed(OeplTag.name(tag), job);
  }

  private static TagReading givenUp(long tag, String job, Reason reason) {
    return new GivenUp(OeplTag.name(tag), job, reason);
  }

  private void start() throws DeviceFault {
    run(2_000);
    assertTrue(readings.getFirst() instanceof StationReady, readings::toString);
    readings.clear();
  }

  @Test
  void nodeIsFoundAskedAndTuned() throws DeviceFault {
    run(2_000);
    assertEquals(List.of("RDY?", "NFO?", "SCP>"), far.heard);
    assertEquals(
        List.of(new StationReady("C6, firmware 001F, address 0000021D4E3A3C5B, channel 11")),
        readings);
  }

  @Test
  void nodeWithoutSupportForOtherBandsGetsTheShortCommand() throws DeviceFault {
    far.subGhz = false;
    start();
    assertEquals(List.of("RDY?", "NFO?", "SCP>"), far.heard);
  }

  @Test
  void otherFirmwareIsNotServed() {
    far.version = "0020";
    show("a", TAG, 1);
    assertEquals(FaultKind.MISCONFIGURED, fault());
    assertEquals(0, far.count("SCP>"));
  }

  @Test
  void silentNodeIsAFaultUntilItAnswers() throws DeviceFault {
    far.silent = true;
    assertEquals(FaultKind.NO_ANSWER, fault());
    far.silent = false;
    runUntilReady();
    assertTrue(readings.getFirst() instanceof StationReady);
  }

  @Test
  void silentNodeIsResetWhereThereIsAWireForIt() throws DeviceFault {
    far.silent = true;
    List<Boolean> held = new ArrayList<>();
    driver =
        driver(
            is -> {
              held.add(is);
              far.silent = is;
            });
    start();
    run(2_000);
    assertEquals(List.of(true, false), held);
  }

  @Test
  void wireThatBreaksIsMendedByOpeningItAgain() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    readings.clear();
    far.plug(false);
    assertEquals(FaultKind.LINK_DOWN, fault());
    far.plug(true);
    runUntilReady();
    run(1_000);
    assertTrue(readings.getFirst() instanceof StationReady, readings::toString);
    assertEquals(2, far.count("SDA>"));
  }

  @Test
  void pictureGoesInBlocksAndCountsWhenTheTagConfirms() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    long version = far.version(TAG);
    far.comes(TAG, 0x33, 0xFC);
    far.asks(TAG, version, 0);
    run(1_000);
    far.text("Sending parts: XXXX..\n\r");
    far.asks(TAG, version, 1);
    run(1_000);
    assertEquals(List.of(), ends());
    far.delivers(TAG);
    run(100);
    assertEquals(List.of(confirmed(TAG, "a")), ends());
    byte[] all = new byte[8_064];
    System.arraycopy(far.blocks.get(0), 0, all, 0, 4_096);
    System.arraycopy(far.blocks.get(1), 0, all, 4_096, 3_968);
    OeplTagType type = Objects.requireNonNull(OeplTagType.of("33"));
    assertArrayEquals(OeplPacking.of(picture(384, 168, 1), type).bytes(), all);
    Seen seen = (Seen) readings.getFirst();
    assertEquals(new TagHealth("33", 2_980, -61, 180, 22, 0x26, Wake.FIRST_START), seen.health());
    assertTrue(Wake.FIRST_START.forgets());
    run(5_000);
    assertEquals(1, far.count("SDA>"));
  }

  @Test
  void tagThatHasThePictureAlreadyConfirmsWithoutABlock() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    far.comes(TAG, -1, 0);
    far.delivers(TAG);
    run(100);
    assertEquals(null, ((Seen) readings.getFirst()).health());
    assertEquals(List.of(confirmed(TAG, "a")), ends());
    assertEquals(0, far.blocks.size());
  }

  @Test
  void newerPictureThatTheNodeDroppedWithTheOldConfirmationIsAnnouncedAgain() throws DeviceFault {
    start();
    show("old", TAG, 1);
    run(100);
    long old = far.version(TAG);
    far.comes(TAG, 0x33, 0);
    run(10);
    show("new", TAG, 2);
    run(100);
    long newer = far.version(TAG);
    assertFalse(old == newer);
    // The tag goes on with the picture that it came for.
    far.asks(TAG, old, 0);
    run(1_000);
    assertEquals(1, far.blocks.size());
    far.delivers(TAG);
    run(100);
    assertEquals(List.of(givenUp(TAG, "old", Reason.REPLACED), confirmed(TAG, "old")), ends());
    assertEquals(newer, far.version(TAG));
    far.comes(TAG, 0x33, 0);
    far.delivers(TAG);
    run(100);
    assertEquals(confirmed(TAG, "new"), ends().getLast());
  }

  @Test
  void confirmationWithoutACheckInThatWeSawProvesNothing() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    far.delivers(TAG);
    run(100);
    assertEquals(List.of(), ends());
    assertEquals(2, far.count("SDA>"));
  }

  @Test
  void tagThatComesWhileItsPictureIsBeingAnnouncedConfirmsNothingThatWasNotProven()
      throws DeviceFault {
    start();
    show("old", TAG, 1);
    run(100);
    show("new", TAG, 2);
    // The node takes the new one, its answer is lost, and the tag comes and confirms.
    far.answersLost = 1;
    run(40);
    far.comes(TAG, 0x33, 0);
    run(250);
    far.delivers(TAG);
    run(1_000);
    assertEquals(List.of(givenUp(TAG, "old", Reason.REPLACED)), ends());
    assertTrue(far.table.containsKey(TAG), "announced again");
  }

  @Test
  void confirmationThatWasLostOnTheWireIsMadeUpFor() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    far.comes(TAG, 0x33, 0);
    far.table.remove(TAG);
    run(25_000);
    assertTrue(far.table.containsKey(TAG), "announced again");
    far.comes(TAG, 0x33, 0);
    far.delivers(TAG);
    run(100);
    assertEquals(List.of(confirmed(TAG, "a")), ends());
  }

  @Test
  void entryThatTheNodeLetGoComesIntoItAgain() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    far.lets(TAG);
    run(100);
    assertTrue(far.table.containsKey(TAG));
    assertEquals(List.of(), ends());
  }

  @Test
  void moreThan250TagsQueueInTheHost() throws DeviceFault {
    start();
    for (int i = 0; i < 300; i++) {
      show("job " + i, TAG + i, 1);
    }
    run(10_000);
    assertEquals(250, far.table.size());
    assertEquals(250, far.count("SDA>"));
    for (int i = 0; i < 50; i++) {
      far.comes(TAG + i, 0x33, 0);
      far.delivers(TAG + i);
    }
    run(5_000);
    assertEquals(250, far.table.size());
    assertEquals(50, ends().size());
    far.lets(TAG + 100);
    run(100);
    assertEquals(250, far.table.size(), "a lost tag does not keep its place for ever");
  }

  @Test
  void tableThatIsFullerThanWeKnowLosesNoJob() throws DeviceFault {
    far.places = 1;
    start();
    show("a", TAG, 1);
    show("b", TAG + 1, 1);
    run(1_000);
    assertEquals(1, far.table.size());
    far.comes(TAG, 0x33, 0);
    far.delivers(TAG);
    run(1_000);
    assertTrue(far.table.containsKey(TAG + 1));
  }

  @Test
  void nodeThatRestartsGetsEverythingAgain() throws DeviceFault {
    start();
    show("a", TAG, 1);
    show("b", TAG + 1, 1);
    run(100);
    far.restarts();
    run(1_000);
    assertEquals(2, far.table.size());
    assertEquals(2, far.count("SCP>"));
    assertTrue(readings.getFirst() instanceof StationReady);
  }

  @Test
  void pictureThatNobodyKnowsIsCancelled() throws DeviceFault {
    start();
    far.table.put(TAG, 77L);
    far.comes(TAG, 0x33, 0);
    far.asks(TAG, 77, 0);
    run(100);
    assertEquals(1, far.count("CXD>"));
    assertEquals(0, far.count(">D>"));
    assertTrue(far.table.isEmpty());
  }

  @Test
  void tagThatComesAgainAndAgainAndTakesNothingRefuses() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    for (int i = 0; i < 9; i++) {
      far.comes(TAG, 0x33, 0);
      run(60_000);
    }
    assertEquals(List.of(givenUp(TAG, "a", Reason.REFUSED)), ends());
    assertTrue(far.table.isEmpty());
  }

  @Test
  void tagThatNeverLikesABlockRefuses() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    long version = far.version(TAG);
    far.comes(TAG, 0x33, 0);
    for (int i = 0; i < 40; i++) {
      far.asks(TAG, version, 0);
      run(800);
    }
    assertEquals(List.of(givenUp(TAG, "a", Reason.REFUSED)), ends());
    assertTrue(far.blocks.size() < 30, "blocks sent: " + far.blocks.size());
  }

  @Test
  void deadlineSaysWhetherTheTagWasThereAtAll() throws DeviceFault {
    start();
    show("gone", TAG, "33", 384, 168, 1, 60_000_000_000L);
    show("late", TAG + 1, "33", 384, 168, 1, 60_000_000_000L);
    run(100);
    far.comes(TAG + 1, 0x33, 0);
    run(70_000);
    assertEquals(
        List.of(givenUp(TAG, "gone", Reason.SILENT), givenUp(TAG + 1, "late", Reason.LATE)),
        ends());
    assertTrue(far.table.isEmpty());
  }

  @Test
  void tagOfAnotherModelGetsNoPicture() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    far.comes(TAG, 0x02, 0);
    run(100);
    show("b", TAG, 1);
    assertThrows(IllegalArgumentException.class, () -> show("c", TAG, "B0", 8, 8, 1, HOUR));
    run(100);
    assertEquals(
        List.of(givenUp(TAG, "a", Reason.OTHER_MODEL), givenUp(TAG, "b", Reason.OTHER_MODEL)),
        ends());
    assertTrue(far.table.isEmpty());
  }

  @Test
  void pictureOfAnotherSizeOrOneThatChangesIsNotSent() throws DeviceFault {
    start();
    show("small", TAG, "33", 8, 8, 1, HOUR);
    int[] seed = {0};
    driver.show(
        new TagJob(
            "other",
            OeplTag.name(TAG + 1),
            "33",
            () -> picture(384, 168, seed[0]++),
            Showing.IN_RESERVE,
            HOUR));
    show("fresh", TAG + 2, 9);
    run(200);
    far.asks(TAG + 1, far.version(TAG + 1), 0);
    run(200);
    assertEquals(
        List.of(
            givenUp(TAG, "small", Reason.BAD_PICTURE),
            givenUp(TAG + 1, "other", Reason.BAD_PICTURE)),
        ends());
    assertEquals(1, far.table.size());
  }

  @Test
  void answersThatAreLostAreNotTakenForThoseOfTheNextCommand() throws DeviceFault {
    start();
    far.answersLost = 1;
    show("a", TAG, 1);
    show("b", TAG + 1, 1);
    run(2_000);
    assertEquals(3, far.count("SDA>"));
    assertEquals(2, far.table.size());
  }

  @Test
  void blockThatWasNotAnsweredIsFollowedByASilence() throws DeviceFault {
    start();
    show("a", TAG, 1);
    run(100);
    long version = far.version(TAG);
    far.comes(TAG, 0x33, 0);
    run(10);
    far.answersLost = 1;
    far.asks(TAG, version, 0);
    run(250);
    show("b", TAG + 1, 1);
    run(1_000);
    assertEquals(1, far.count("SDA>"), "it would go into the block");
  }

  @Test
  void onAWireOfNoiseNothingIsThrownAndNothingIsConfirmedThatWasNot() throws DeviceFault {
    Random random = Seed.of(OeplNodeDriverTest.class);
    start();
    byte[] stock =
        String.join("", "ADR>", "RQB>", "XFC>", "XTO>", "TRD>", "RES>", "NOQ>").getBytes();
    for (int i = 0; i < 1_000; i++) {
      byte[] noise = new byte[1 + random.nextInt(60)];
      random.nextBytes(noise);
      if (random.nextBoolean()) {
        int from = random.nextInt(stock.length - 4);
        System.arraycopy(stock, from, noise, 0, Math.min(noise.length, 4));
      }
      far.say(noise, random.nextInt(50_000));
      show("job " + i, TAG + random.nextInt(20), i);
      try {
        run(1 + random.nextInt(300));
      } catch (DeviceFault fault) {
        assertFalse(fault.kind() == FaultKind.DEFECT);
      }
    }
    assertEquals(0, readings.stream().filter(Confirmed.class::isInstance).count());
    readings.clear();
    for (int i = 0; i < 100 && far.table.size() < 20; i++) {
      try {
        run(1_000);
      } catch (DeviceFault fault) {
        assertFalse(fault.kind() == FaultKind.DEFECT);
      }
    }
    far.comes(TAG, 0x33, 0);
    far.delivers(TAG);
    run(1_000);
    assertEquals(1, readings.stream().filter(Confirmed.class::isInstance).count());
  }
}
