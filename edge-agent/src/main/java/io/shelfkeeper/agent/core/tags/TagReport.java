package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.money.PriceCurrency;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.TagHealth;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says to people how the tags are, and what one of them showed at a time. */
public final class TagReport {
  /** More laggards are only counted: whoever has more looks at the station first. */
  static final int LAGGARDS_MAX = 50;

  private final TagDesk desk;
  private final ZoneId zone;

  public TagReport(TagSetup setup, TagDesk desk) {
    this.desk = desk;
    zone = ZoneId.of(setup.zone());
  }

  /** How many are right, and which are not; null where there are none. */
  public Status.@Nullable Tags status(Moment now) {
    List<Tag> tags = desk.tags();
    if (tags.isEmpty()) {
      return null;
    }
    int right = 0;
    int silent = 0;
    int mismatched = 0;
    int low = 0;
    List<Status.Laggard> laggards = new ArrayList<>();
    for (Tag tag : tags) {
      right += tag.isRight() ? 1 : 0;
      silent += tag.silent ? 1 : 0;
      mismatched += tag.mismatched ? 1 : 0;
      low += tag.low ? 1 : 0;
      if (!tag.isRight() && tag.wanted != null && laggards.size() < LAGGARDS_MAX) {
        laggards.add(laggard(tag, now));
      }
    }
    int waiting = (int) tags.stream().filter(tag -> tag.wanted != null).count() - right;
    return new Status.Tags(tags.size(), right, waiting, silent, mismatched, low, laggards);
  }

  private static Status.Laggard laggard(Tag tag, Moment now) {
    long heardMillis = tag.heard ? (now.nanos() - tag.heardNanos) / Moment.NANOS_PER_MILLI : -1;
    return new Status.Laggard(tag.plan.bay(), tag.plan.id(), why(tag), heardMillis);
  }

  private static String why(Tag tag) {
    if (tag.silent) {
      return "silent";
    }
    return tag.obstacle != null
        ? tag.obstacle.name().toLowerCase(Locale.ROOT)
        : tag.hand != null ? "under_way" : "waits";
  }

  /** What a tag shows, or showed at a time of the site's clock. */
  public StaffAnswer answer(StaffRequest.AskTag asked) {
    Tag tag = desk.tag(asked.tag().toUpperCase(Locale.ROOT));
    if (tag == null) {
      tag = desk.tag(asked.tag());
    }
    if (tag == null) {
      return StaffAnswer.refused(
          "There is no tag %s in the site file. Its name is on its back.".formatted(asked.tag()));
    }
    if (asked.at().isEmpty()) {
      return StaffAnswer.done(now(tag));
    }
    try {
      long at = LocalDateTime.parse(asked.at()).atZone(zone).toInstant().toEpochMilli();
      return StaffAnswer.done(head(tag) + "\n" + at(tag, at, asked.at()));
    } catch (DateTimeException e) {
      return StaffAnswer.refused(
          "%s is no time. Write it as 2026-11-29T14:03, by the clock of the shop."
              .formatted(asked.at()));
    }
  }

  private static String head(Tag tag) {
    return "Tag %s hangs at bay %s for %s."
        .formatted(tag.plan.id(), tag.plan.bay(), tag.plan.sku());
  }

  private String now(Tag tag) {
    StringBuilder text = new StringBuilder(head(tag));
    Label confirmed = tag.confirmed();
    text.append(
        tag.isKnown() && confirmed != null
            ? "\nIt shows %s.".formatted(words(confirmed))
            : "\nNobody knows for certain what it shows: %s.".formatted(maybe(tag)));
    Label wanted = tag.wanted;
    if (!tag.isRight()) {
      text.append(
          wanted == null
              ? "\nThe site has no such product, so it gets no label."
              : "\nIt shall show %s, %s.".formatted(words(wanted), why(tag).replace('_', ' ')));
    }
    health(tag, text);
    text.append("\nWhat it showed, the newest first:");
    List<Shown> history = tag.history();
    for (int i = history.size() - 1; i >= 0; i--) {
      text.append("\n  since ").append(since(history.get(i)));
    }
    return text.toString();
  }

  private static void health(Tag tag, StringBuilder text) {
    TagHealth health = tag.health;
    if (health == null) {
      text.append("\nIt was not heard since the agent started, or only briefly.");
      return;
    }
    text.append(
        "\nBattery %s, heard its station with %s, %s."
            .formatted(
                measured(health.batteryMillivolts(), "mV"),
                measured(health.rssiDbm(), "dBm"),
                measured(health.temperature(), "degrees")));
  }

  private static String measured(int value, String unit) {
    return value == TagHealth.UNKNOWN ? "not measured" : value + " " + unit;
  }

  private static String maybe(Tag tag) {
    List<String> all = new ArrayList<>();
    Label confirmed = tag.confirmed();
    if (confirmed != null) {
      all.add("%s, which it confirmed last".formatted(words(confirmed)));
    }
    for (Label label : tag.sent()) {
      all.add("%s, which was sent".formatted(words(label)));
    }
    if (tag.isForgotten()) {
      all.add("nothing, or what its maker drew");
    }
    return String.join("; or ", all);
  }

  /** What was on it at an instant, by what the journal kept. */
  private String at(Tag tag, long at, String asked) {
    List<Shown> history = tag.history();
    int i = history.size() - 1;
    while (i >= 0 && history.get(i).sentMillis() > at) {
      i--;
    }
    if (i < 0) {
      return history.isEmpty()
          ? "It never confirmed a label."
          : "At %s: that is longer ago than the %d labels that are kept; the oldest is of %s."
              .formatted(asked, history.size(), time(history.getFirst().atMillis()));
    }
    Shown shown = history.get(i);
    if (shown.atMillis() <= at || shown.label() == null) {
      boolean drawing = i == history.size() - 1 && !tag.sent().isEmpty();
      String text = "At %s: %s.".formatted(asked, since(shown));
      return drawing
          ? text + " Another one was sent since and is not confirmed: %s.".formatted(maybe(tag))
          : text;
    }
    String before = i == 0 ? "what nobody knows" : what(history.get(i - 1));
    return "At %s it was being drawn: until %s it showed %s, from then on at the latest %s."
        .formatted(asked, time(shown.atMillis()), before, what(shown));
  }

  private String since(Shown shown) {
    return "%s: %s%s"
        .formatted(
            time(shown.atMillis()),
            what(shown),
            shown.trusted() ? "" : " (by a clock that could not be believed)");
  }

  private static String what(Shown shown) {
    return shown.label() == null ? "nobody knows, it began anew and forgot" : words(shown.label());
  }

  private static String words(Label label) {
    if (!label.hasPrice()) {
      return "no price (label %s)".formatted(label.word());
    }
    PriceCurrency currency = PriceCurrency.of(label.currency());
    String amount = currency == null ? Long.toString(label.minor()) : currency.text(label.minor());
    String list =
        label.version() == 0 ? "the site file" : "price list %d".formatted(label.version());
    return "%s %s by %s (label %s)".formatted(label.currency(), amount, list, label.word());
  }

  private String time(long millis) {
    return ZonedDateTime.ofInstant(Instant.ofEpochSecond(millis / 1000), zone)
        .toLocalDateTime()
        .toString();
  }
}
