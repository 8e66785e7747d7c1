package io.shelfkeeper.simulator.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagJob.Showing;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagReading.Confirmed;
import io.shelfkeeper.drivers.api.TagReading.GivenUp;
import io.shelfkeeper.drivers.api.TagReading.Reason;
import io.shelfkeeper.drivers.api.TagReading.Seen;
import io.shelfkeeper.drivers.api.TagReading.StationReady;
import io.shelfkeeper.simulator.models.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real driver at a played node: what both were written from has one meaning. */
class NodeDriverTest {
  private static final List<String> MODELS =
      List.of("00", "01", "02", "33", "40", "37", "61", "28");

  private static List<TagPlan> plans(int count) {
    List<TagPlan> plans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String model = MODELS.get(i % MODELS.size());
      plans.add(new TagPlan("%016X".formatted(0xBA9876543200L + i), model, "A" + i));
    }
    return plans;
  }

  private static PlayedShelf shelf(int count) {
    return new PlayedShelf(plans(count), 1, true, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyKindOfTagShowsWhatWasMeant(boolean compress) {
    List<TagPlan> plans = plans(MODELS.size());
    PlayedShelf shelf = new PlayedShelf(plans, 1, !compress, compress);
    // Compressed pictures go to tags of which the firmware is known.
    shelf.run(900);
    for (TagPlan plan : plans) {
      shelf.want(plan, 2);
    }
    shelf.run(1_800);
    assertTrue(shelf.isSettled());
    for (TagState state : shelf.states()) {
      TagPicture picture = PlayedShelf.picture(state.plan().model(), 2);
      TagKind kind = Objects.requireNonNull(TagKind.of(state.plan().model()));
      for (int y = 0; y < picture.height(); y++) {
        for (int x = 0; x < picture.width(); x++) {
          int ink = picture.ink(x, y).ordinal();
          assertEquals(
              kind.shade((ink & 1) != 0, (ink & 2) != 0),
              state.glass().at(x, y),
              state.plan() + " " + x + " " + y);
        }
      }
    }
    assertTrue(shelf.readings.getFirst() instanceof StationReady);
  }

  @Test
  void tagsTellHowTheyAre() {
    PlayedShelf shelf = shelf(1);
    shelf.tell((tags, now) -> tags.battery("0000BA9876543200", 2_310, now));
    shelf.run(1_800);
    List<TagHealth> all =
        shelf.readings.stream()
            .filter(Seen.class::isInstance)
            .map(one -> ((Seen) one).health())
            .filter(Objects::nonNull)
            .toList();
    TagHealth health = all.getFirst();
    assertEquals("00", health.model());
    assertEquals(TagHealth.Wake.FIRST_START, health.wake());
    assertTrue(Math.abs(health.batteryMillivolts() - 2_310) <= 5, health::toString);
    assertTrue(health.rssiDbm() < -40 && health.rssiDbm() > -90, health::toString);
    assertEquals(TagHealth.Wake.TIME, all.getLast().wake());
  }

  @Test
  void theOldPictureIsConfirmedAndTheNewOneComesNext() {
    PlayedShelf shelf = shelf(1);
    TagPlan plan = plans(1).getFirst();
    shelf.want(plan, 1);
    // Until it fetches, then another one: the node will drop that with the confirmation.
    while (shelf.frames() == 0) {
      shelf.run(0.2);
    }
    shelf.want(plan, 3);
    shelf.run(1_200);
    assertTrue(shelf.isSettled());
    List<Object> ends =
        shelf.readings.stream()
            .filter(one -> one instanceof Confirmed || one instanceof GivenUp)
            .map(Object.class::cast)
            .toList();
    assertEquals(
        List.of(
            new GivenUp(plan.tag(), "1", Reason.REPLACED),
            new Confirmed(plan.tag(), "1"),
            new Confirmed(plan.tag(), "3")),
        ends);
    assertEquals(2 * 42, shelf.frames());
  }

  @Test
  void aPictureInReserveNeedsNoAirWhenItsTimeComes() {
    PlayedShelf shelf = shelf(1);
    TagPlan plan = plans(1).getFirst();
    shelf.want(plan, 1);
    shelf.run(700);
    shelf.show(plan, 3, Showing.IN_RESERVE);
    shelf.run(700);
    assertEquals(1, shelf.states().getFirst().pictures());
    int frames = shelf.frames();
    shelf.want(plan, 3);
    shelf.run(700);
    assertTrue(shelf.isSettled());
    assertEquals(frames, shelf.frames());
  }

  @Test
  void moreTagsThanPlacesAllGetTheirs() {
    List<TagPlan> plans = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      plans.add(new TagPlan("%016X".formatted(0xBA9876543200L + i), "00", "A" + i));
    }
    PlayedShelf shelf = new PlayedShelf(plans, 1, true, false);
    plans.forEach(plan -> shelf.want(plan, 1));
    int hours = 0;
    while (!shelf.isSettled()) {
      shelf.run(600);
      assertTrue(
          ++hours < 24,
          "tags that have it: "
              + shelf.states().stream().filter(one -> one.pictures() > 0).count());
    }
  }

  @Test
  void aSilentTagIsToldFromAPresentOneAndKeepsItsPicture() {
    PlayedShelf shelf = shelf(2);
    List<TagPlan> plans = plans(2);
    plans.forEach(plan -> shelf.want(plan, 1));
    shelf.run(1_200);
    Glass before = shelf.states().getFirst().glass();
    shelf.tell((tags, now) -> tags.silent(plans.getFirst().tag(), true, now));
    plans.forEach(plan -> shelf.want(plan, 3));
    shelf.run(7_200);
    assertEquals(before, shelf.states().getFirst().glass());
    assertEquals(2, shelf.states().getLast().pictures());
    shelf.tell((tags, now) -> tags.silent(plans.getFirst().tag(), false, now));
    shelf.run(1_200);
    assertTrue(shelf.isSettled(), "its job had waited");
  }

  @Test
  void aNodeThatLosesItsSupplyIsServedAnew() {
    PlayedShelf shelf = shelf(4);
    plans(4).forEach(plan -> shelf.want(plan, 1));
    shelf.run(20);
    shelf.fault(Trouble.POWER_CYCLE, 1);
    shelf.run(1_800);
    assertTrue(shelf.isSettled());
    assertEquals(2, shelf.readings.stream().filter(StationReady.class::isInstance).count());
  }
}
