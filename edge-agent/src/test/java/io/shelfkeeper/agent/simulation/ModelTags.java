package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.labels.LabelLook;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.labels.LabelWords;
import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.tags.Label;
import io.shelfkeeper.agent.core.tags.StationPlan;
import io.shelfkeeper.agent.core.tags.TagPlan;
import io.shelfkeeper.agent.core.tags.TagSetup;
import io.shelfkeeper.agent.core.tags.TagStates;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagReading;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Price tags behind one radio node, as bad as they come: they draw and are not heard, are heard
 * late, forget what they show, fall silent, and give up; and a tag that has fetched its picture
 * draws it even if the process that sent it is dead.
 */
final class ModelTags {
  static final Glass GLASS = new Glass(296, 128, 3);

  /** Two at the bay whose price changes, and two at one whose price stays. */
  static final List<TagPlan> PLANS =
      List.of(plan("T0", 0), plan("T1", 0), plan("T2", 1), plan("T3", 1));

  private static final LabelLook LOOK =
      new LabelLook(
          new LabelWords(false, ".", "", false, true, "Offer", "{money} for {measure}", Map.of()),
          Map.of(GLASS, new LabelTemplate(296, 128, List.of())),
          "");

  private final Timeline timeline;
  private final Chance chance;
  private final Fuse fuse;
  private final TagPromises promises;
  private final One[] tags = new One[PLANS.size()];
  private boolean fair;

  /** For this life of the agent. */
  private @Nullable Inputs inputs;

  /** One tag, and what its node has for it. */
  private static final class One {
    /** What is on the glass, null for what nobody drew there. */
    @Nullable String glass;

    /** What the node offers it. */
    @Nullable String offered;

    /** Said until it draws something: what is said to a process that dies is lost. */
    boolean beganAnew;

    boolean telling;
    long silentUntil;
  }

  private static TagPlan plan(String id, int cell) {
    return new TagPlan(id, 0, "01", GLASS, ModelShop.bay(cell), "sku" + cell + "a", false);
  }

  ModelTags(Timeline timeline, Chance chance, Fuse fuse, TagPromises promises) {
    this.fuse = fuse;
    this.timeline = timeline;
    this.chance = chance;
    this.promises = promises;
    for (int tag = 0; tag < tags.length; tag++) {
      tags[tag] = new One();
      again(tag);
    }
  }

  static TagSetup setup() {
    return new TagSetup(
        List.of(new StationPlan("radio", "radio-bus", 1)),
        PLANS,
        LOOK,
        IntStream.range(0, ModelShop.CELLS)
            .mapToObj(cell -> "sku" + cell + "a")
            .collect(Collectors.toMap(sku -> sku, sku -> new LabelText.Product(sku, sku, ""))),
        LabelText.GS1,
        ChargeRule.CONFIRMED,
        "UTC",
        Map.of(),
        Map.of());
  }

  /** A new process has a new driver, which clears what the node had. */
  void listen(@Nullable Inputs to) {
    inputs = to;
    if (to != null) {
      for (One tag : tags) {
        tag.offered = null;
        tag.telling = false;
      }
      to.post(new Input.TagsHeard(0, List.of(new TagReading.StationReady("a node"))));
    }
  }

  void show(Effect.ShowLabel label) {
    fuse.pass("after a label was written down as sent, before it is");
    int tag = number(label.tag());
    promises.sent(tag, TagStates.ofJob(label.job()), timeline.nanos());
    String before = tags[tag].offered;
    if (before != null) {
      tell(new TagReading.GivenUp(label.tag(), before, TagReading.Reason.REPLACED));
    }
    tags[tag].offered = label.job();
  }

  private static int number(String tag) {
    return Integer.parseInt(tag.substring(1));
  }

  private void again(int tag) {
    timeline.after(chance.millis(2_000, 9_000), () -> checkIn(tag));
  }

  private void checkIn(int number) {
    One tag = tags[number];
    if (!fair && chance.happens(0.02)) {
      tag.silentUntil = timeline.nanos() + chance.millis(5_000, 60_000);
    }
    if (!fair && chance.happens(0.03)) {
      tag.beganAnew = true;
      tag.glass = chance.happens(0.5) ? tag.glass : null;
    }
    if (timeline.nanos() >= tag.silentUntil && !tag.telling) {
      awake(number, tag);
    }
    again(number);
  }

  private void awake(int number, One tag) {
    String id = PLANS.get(number).id();
    TagHealth.Wake wake = tag.beganAnew ? TagHealth.Wake.RESTART : TagHealth.Wake.TIME;
    if (timeline.standsForNanos() > 0 || inputs == null) {
      if (tag.offered != null && chance.happens(0.2)) {
        draw(number, tag); // it had all of it already
      }
      return; // the node hears it, and nobody the node
    }
    tell(new TagReading.Seen(id, new TagHealth("01", 2_900, -60, 200, 20, 30, wake)));
    if (tag.beganAnew) {
      promises.forgot(number, timeline.nanos());
    }
    String job = tag.offered;
    if (job == null) {
      return;
    }
    if (!fair && chance.happens(0.08)) {
      tag.offered = null;
      tell(
          new TagReading.GivenUp(
              id, job, chance.happens(0.5) ? TagReading.Reason.LATE : TagReading.Reason.REFUSED));
      return;
    }
    draw(number, tag);
    if (!fair && chance.happens(0.15)) {
      return; // its word got lost: it says so again when it comes next
    }
    tag.telling = true;
    Inputs life = inputs;
    timeline.after(
        chance.millis(10, fair ? 500 : 15_000),
        () -> {
          if (life == inputs) {
            tag.telling = false;
            tag.offered = job.equals(tag.offered) ? null : tag.offered;
            tell(new TagReading.Confirmed(id, job));
          }
        });
  }

  private void draw(int number, One tag) {
    String job = String.valueOf(tag.offered);
    tag.glass = job;
    tag.beganAnew = false;
    promises.drawn(number, TagStates.ofJob(job));
  }

  private void tell(TagReading reading) {
    Inputs to = inputs;
    if (to != null) {
      to.post(new Input.TagsHeard(0, List.of(reading)));
    }
  }

  /** What is on the glass of a tag, null if nobody drew it. */
  @Nullable Label glass(int tag) {
    String glass = tags[tag].glass;
    return glass == null ? null : TagStates.ofJob(glass);
  }

  void clearUp() {
    fair = true;
    for (One tag : tags) {
      tag.silentUntil = Math.min(tag.silentUntil, timeline.nanos() + Moment.NANOS_PER_SECOND);
    }
  }
}
