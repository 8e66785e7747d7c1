package io.shelfkeeper.simulator.tags;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagReading;
import io.shelfkeeper.drivers.tag.oepl.OeplNodeDriver;
import io.shelfkeeper.drivers.tag.oepl.OeplPacking;
import io.shelfkeeper.drivers.tag.oepl.OeplSetup;
import io.shelfkeeper.drivers.tag.oepl.OeplTagType;
import io.shelfkeeper.simulator.models.Line;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.Dice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A played node with its tags, the real driver, and a host that remembers over its deaths what was
 * wanted and what was confirmed. Virtual time.
 */
final class PlayedShelf {
  static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final int MINUTES = 5;

  final Tags tags = new Tags((_, _) -> {});
  final PacedLink.Time time = new PacedLink.Time();
  final List<TagReading> readings = new ArrayList<>();
  private final Troubles troubles = new Troubles();
  private final MortalLink link;
  private final List<TagPlan> plans;
  private final boolean compress;
  private OeplNodeDriver driver;

  private final Map<String, List<String>> names = new HashMap<>();

  // What a host keeps on its disk.
  private final Map<String, Integer> wanted = new HashMap<>();
  private final Map<String, Integer> confirmed = new HashMap<>();

  PlayedShelf(List<TagPlan> plans, long seed, boolean subGhz, boolean compress) {
    this.plans = plans;
    this.compress = compress;
    RadioNode.Build build = new RadioNode.Build(0x21D4E3A3C5BL, subGhz, 11, 60 * SECOND);
    RadioNode node = tags.node("radio", build, plans, MINUTES * 60 * SECOND, seed, troubles);
    Line line = new Line("bus", List.of(node), 10, troubles, new Dice(seed));
    link = new MortalLink(new PacedLink(line, 115_200, time));
    driver = driver();
  }

  private OeplNodeDriver driver() {
    return new OeplNodeDriver(link, new OeplSetup(11, 10, MINUTES, compress), () -> time.now, null);
  }

  static TagPicture picture(String model, int number) {
    OeplTagType type = Objects.requireNonNull(OeplTagType.of(model));
    byte[] first = new byte[(type.width() * type.height() + 7) / 8];
    byte[] second = new byte[first.length];
    Random random = new Random(number);
    for (int i = 0; i < first.length; i++) {
      // Large areas, as labels have them.
      first[i] = (byte) (random.nextInt(8) == 0 ? 0xFF : 0);
      second[i] = (byte) (number % 2 == 0 && random.nextInt(16) == 0 ? 0x3C & ~first[i] : 0);
    }
    return new TagPicture(type.width(), type.height(), first, second);
  }

  void want(TagPlan plan, int number) {
    wanted.put(plan.tag(), number);
    show(plan, number, TagJob.Showing.AT_ONCE);
  }

  void show(TagPlan plan, int number, TagJob.Showing showing) {
    driver.show(
        new TagJob(
            String.valueOf(number),
            plan.tag(),
            plan.model(),
            () -> picture(plan.model(), number),
            showing,
            time.now + 1_000 * HOUR));
  }

  /**
   * The process is gone; the next one gives all jobs again, confirmed ones too: a tag may have
   * begun anew while nobody listened. One that shows its picture already takes no frame for that.
   */
  void startAgain() {
    driver = driver();
    plans.forEach(this::wantAgain);
  }

  private void wantAgain(TagPlan plan) {
    Integer number = wanted.get(plan.tag());
    if (number != null) {
      confirmed.remove(plan.tag());
      show(plan, number, TagJob.Showing.AT_ONCE);
    }
  }

  private TagPlan plan(String tag) {
    return plans.stream().filter(plan -> plan.tag().equals(tag)).findFirst().orElseThrow();
  }

  /** The host runs for some time, and is killed in it after so many calls of its link. */
  void run(double seconds, int killedAfter) {
    link.killAfter(killedAfter);
    long until = time.now + (long) (seconds * SECOND);
    while (time.now < until) {
      try {
        driver.turn(200).forEach(this::take);
      } catch (DeviceFault fault) {
        assertTrue(
            fault.kind() != FaultKind.DEFECT && fault.kind() != FaultKind.MISCONFIGURED,
            fault::toString);
      } catch (Killed end) {
        link.killAfter(Integer.MAX_VALUE);
        time.now += 2 * SECOND;
        startAgain();
      }
    }
    link.killAfter(Integer.MAX_VALUE);
  }

  void run(double seconds) {
    run(seconds, Integer.MAX_VALUE);
  }

  /** A confirmation is true: the tag has all of this picture. */
  private void take(TagReading reading) {
    readings.add(reading);
    switch (reading) {
      case TagReading.Confirmed c -> {
        int number = Integer.parseInt(c.job());
        TagState state = state(c.tag());
        assertTrue(
            state.kept().stream().anyMatch(kept -> isOne(kept, state.plan(), number)),
            c + " " + state.kept());
        confirmed.put(c.tag(), number);
      }
      // It began anew, and nobody knows what it shows.
      case TagReading.Seen(String tag, TagHealth health)
          when health != null && health.wake().forgets() && confirmed.containsKey(tag) ->
          wantAgain(plan(tag));
      // Nobody stops wanting it: tried again, as a host would.
      case TagReading.GivenUp g when g.reason() == TagReading.Reason.REFUSED ->
          wantAgain(plan(g.tag()));
      default -> {}
    }
  }

  /** Raw, or compressed where a tag is known to take that. */
  private boolean isOne(String name, TagPlan plan, int number) {
    return names
        .computeIfAbsent(
            plan.model() + number,
            _ -> {
              OeplTagType type = Objects.requireNonNull(OeplTagType.of(plan.model()));
              OeplPacking packing = OeplPacking.of(picture(plan.model(), number), type);
              return List.of(Sums.md5(packing.bytes()), Sums.md5(packing.compressed()));
            })
        .contains(name);
  }

  TagState state(String tag) {
    return states().stream().filter(one -> one.plan().tag().equals(tag)).findFirst().orElseThrow();
  }

  List<TagState> states() {
    return tags.states(time.now);
  }

  int frames() {
    return states().stream().mapToInt(TagState::frames).sum();
  }

  /** Whether all tags show the newest that was wanted of them, and the host knows. */
  boolean isSettled() {
    return unsettled().isEmpty();
  }

  /** What is missing for that, a line for each tag. */
  List<String> unsettled() {
    List<String> all = new ArrayList<>();
    for (TagState state : states()) {
      String tag = state.plan().tag();
      Integer number = wanted.get(tag);
      boolean known = number == null || number.equals(confirmed.get(tag));
      if (!known || number != null && !isOne(state.shown(), state.plan(), number)) {
        all.add(
            "%s: wanted %d, confirmed %d, drawn %d times, heard %d s ago, then %s"
                .formatted(
                    tag,
                    number,
                    confirmed.get(tag),
                    state.pictures(),
                    (time.now - state.heardNanos()) / SECOND,
                    readings.reversed().stream()
                        .filter(one -> one.toString().contains(tag))
                        .limit(6)
                        .toList()));
      }
    }
    return all;
  }

  void fault(Trouble kind, double seconds) {
    long until = time.now + (long) (seconds * SECOND);
    troubles.start(new Troubles.Active("radio", kind, Double.NaN, time.now, until));
  }

  /** Something to do with tags that cannot fail. */
  interface Deed {
    void on(Tags tags, long nanos) throws CannotDo;
  }

  void tell(Deed deed) {
    try {
      deed.on(tags, time.now);
    } catch (CannotDo e) {
      throw new AssertionError(e);
    }
  }
}
