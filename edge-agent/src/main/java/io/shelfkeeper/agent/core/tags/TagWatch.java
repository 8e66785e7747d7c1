package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.fleet.Trouble;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagReading;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says once when something begins to be wrong with a tag, and once when it ends: it is silent, its
 * battery is low, or it shows another price than the one in force for longer than it may.
 */
final class TagWatch {
  /** Engineering values, not of a maker: two lithium cells in a row under the load of a radio. */
  static final int LOW_MILLIVOLTS = 2_400;

  static final int GOOD_MILLIVOLTS = 2_500;

  /** All tags are looked at once in so many looks. */
  private static final int LOOKS = 10;

  private final List<Tag> tags;
  private final List<StationDesk> stations;
  private final Faults faults;
  private long startNanos;
  private int next;

  TagWatch(List<Tag> tags, List<StationDesk> stations, Faults faults) {
    this.tags = tags;
    this.stations = stations;
    this.faults = faults;
  }

  void start(Moment now) {
    startNanos = now.nanos();
  }

  /**
   * A tag was heard.
   *
   * @return whether its state has to be kept
   */
  boolean heard(Moment now, Tag tag, @Nullable TagHealth health, Consumer<Fact> say) {
    tag.heard = true;
    tag.heardNanos = now.nanos();
    boolean news = tag.silent;
    if (tag.silent) {
      tag.silent = false;
      say.accept(silent(tag, true));
    }
    if (health != null) {
      tag.health = health;
      news |= battery(tag, health.batteryMillivolts(), say);
    }
    return news;
  }

  private static boolean battery(Tag tag, int millivolts, Consumer<Fact> say) {
    boolean low = tag.low ? millivolts < GOOD_MILLIVOLTS : millivolts < LOW_MILLIVOLTS;
    if (millivolts <= 0 || low == tag.low) {
      return false; // not measured, or no news
    }
    tag.low = low;
    say.accept(new Fact.TagBatteryLow(tag.plan.id(), tag.plan.bay(), millivolts, !low));
    return true;
  }

  private Fact silent(Tag tag, boolean ended) {
    StationPlan station = stations.get(tag.plan.station()).plan;
    return new Fact.TagSilent(tag.plan.id(), tag.plan.bay(), station.device(), ended);
  }

  /** Some of the tags, in turn. */
  void look(Moment now, JobOrder order, Consumer<Fact> say, Consumer<Tag> save) {
    int count = (tags.size() + LOOKS - 1) / LOOKS;
    for (int i = 0; i < count; i++) {
      next = (next + 1) % tags.size();
      Tag tag = tags.get(next);
      boolean news = fallsSilent(now, tag, say);
      news |= judge(now, tag, order, say);
      if (news) {
        save.accept(tag);
      }
    }
  }

  private boolean fallsSilent(Moment now, Tag tag, Consumer<Fact> say) {
    StationDesk station = stations.get(tag.plan.station());
    if (tag.silent || !station.serves) {
      return false;
    }
    long since = Math.max(tag.heard ? tag.heardNanos : startNanos, station.servesSince);
    if (now.nanos() - since <= station.plan.silentNanos()) {
      return false;
    }
    tag.silent = true;
    say.accept(silent(tag, false));
    return true;
  }

  /**
   * Compares what it shows with what it shall show.
   *
   * @return whether its state has to be kept
   */
  boolean judge(Moment now, Tag tag, JobOrder order, Consumer<Fact> say) {
    if (!tag.lookedAt) {
      return false;
    }
    if (!tag.differs()) {
      tag.differsSince = Long.MAX_VALUE;
      return say(tag, false, say);
    }
    tag.differsSince = Math.min(tag.differsSince, now.nanos());
    StationPlan station = stations.get(tag.plan.station()).plan;
    long allowed = order.allowedNanos(now, tag.number, TagDesk.usualNanos(station));
    return now.nanos() - tag.differsSince > allowed && say(tag, true, say);
  }

  private static boolean say(Tag tag, boolean mismatched, Consumer<Fact> say) {
    if (mismatched == tag.mismatched) {
      return false;
    }
    tag.mismatched = mismatched;
    Label wanted = tag.wanted;
    Label shows = tag.isForgotten() ? null : tag.confirmed();
    say.accept(
        new Fact.PriceMismatch(
            tag.plan.id(),
            tag.plan.bay(),
            tag.plan.sku(),
            wanted == null ? null : wanted.price(),
            shows == null ? null : shows.price(),
            !mismatched));
    return true;
  }

  /** What keeps a tag from taking its label, which people have to mend; null if nothing does. */
  void obstacle(Moment now, Tag tag, TagReading.@Nullable Reason reason, Consumer<Fact> say) {
    TagReading.Reason before = tag.obstacle;
    tag.obstacle = reason;
    if (before == reason) {
      return;
    }
    StationPlan station = stations.get(tag.plan.station()).plan;
    if (reason == TagReading.Reason.OTHER_MODEL || reason == TagReading.Reason.BAD_PICTURE) {
      faults.failed(now, trouble(station, tag, reason), say);
    }
    if (before == TagReading.Reason.OTHER_MODEL || before == TagReading.Reason.BAD_PICTURE) {
      boolean others =
          tags.stream()
              .anyMatch(one -> one.obstacle == before && one.plan.station() == tag.plan.station());
      if (!others) {
        faults.ended(now, station.device(), kind(before), 1, say);
      }
    }
  }

  private static Trouble trouble(StationPlan station, Tag tag, TagReading.Reason reason) {
    boolean other = reason == TagReading.Reason.OTHER_MODEL;
    return Trouble.of(
        station.device(),
        kind(reason),
        "Tag %s at bay %s %s, and gets no price. It may not be the only one."
            .formatted(
                tag.plan.id(),
                tag.plan.bay(),
                other
                    ? "is of another model than %s, which the site file says"
                        .formatted(tag.plan.model())
                    : "cannot take its picture"),
        other
            ? "Correct the model of this tag in the site file, or hang up the right one."
            : "Look into the log for what keeps its label from being drawn.");
  }

  private static String kind(TagReading.Reason reason) {
    return reason == TagReading.Reason.OTHER_MODEL ? "tag_other_model" : "tag_bad_picture";
  }
}
