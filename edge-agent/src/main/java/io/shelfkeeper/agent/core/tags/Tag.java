package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagReading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one tag. What its glass shows is never assumed: it is the last label that it
 * confirmed, or one of those that were sent since, or not known at all.
 */
final class Tag {
  /** What it showed, the newest last: answers "what was on it at 14:03". */
  static final int HISTORY_MAX = 8;

  private static final int LAYOUT = 1;

  /**
   * A tag says that it has a picture before it draws it: some seconds on panels of two colours, up
   * to half a minute on cold ones of three. Engineering value.
   */
  static final long DRAWING_NANOS = 60 * Moment.NANOS_PER_SECOND;

  /** Sent one after the other without a confirmation; more make its glass unknown. */
  private static final int SENT_MAX = 4;

  final int number;
  final TagPlan plan;

  // kept in the journal
  private final List<Shown> history = new ArrayList<>(2);
  private final List<Label> sent = new ArrayList<>(1);
  private long sentMillis;
  private boolean forgotten;
  @Nullable Label reserved;
  boolean silent;
  boolean low;
  boolean mismatched;

  // of this start
  @Nullable Label wanted;

  /** Whether {@code wanted} is known: even that nothing is to be shown. */
  boolean lookedAt;

  /** What was on the glass before the label that is being drawn, and until when that may last. */
  private @Nullable Label fading;

  private long fadesUntil;

  @Nullable Hand hand;
  int failures;
  long notBefore = Long.MIN_VALUE;
  boolean heard;
  long heardNanos;
  @Nullable TagHealth health;
  TagReading.@Nullable Reason obstacle;
  long differsSince = Long.MAX_VALUE;

  /** A job that its station has. */
  record Hand(Label label, TagJob.Showing showing) {}

  Tag(int number, TagPlan plan) {
    this.number = number;
    this.plan = plan;
  }

  /** What it confirmed last, or null if it never did. True of its glass only if it is known. */
  @Nullable Label confirmed() {
    for (int i = history.size() - 1; i >= 0; i--) {
      Label label = history.get(i).label();
      if (label != null) {
        return label;
      }
    }
    return null;
  }

  /** Whether what it confirmed last is on its glass. */
  boolean isKnown() {
    return !forgotten && sent.isEmpty() && confirmed() != null;
  }

  /** Whether it began anew since it confirmed something, or never did. */
  boolean isForgotten() {
    return forgotten || confirmed() == null;
  }

  /** What its glass may show besides, because the label that it confirmed is being drawn. */
  @Nullable Label fading(long nanos) {
    return nanos - fadesUntil < 0 ? fading : null;
  }

  /** After a start nobody knows how long ago it confirmed: the label before may just fade. */
  void mayFade(long nanos) {
    Label last = confirmed();
    for (Shown shown : history) {
      Label label = shown.label();
      if (label != null && last != null && !last.looksLike(label)) {
        fading = label; // the newest that is another one
        fadesUntil = nanos + DRAWING_NANOS;
      }
    }
  }

  /** Sent since it was known. */
  List<Label> sent() {
    return sent;
  }

  List<Shown> history() {
    return history;
  }

  /** Whether it shows for certain what it shall. */
  boolean isRight() {
    return wanted != null && isKnown() && wanted.looksLike(confirmed());
  }

  /**
   * Whether it needs another label. None is sent while nothing is to be shown: the site has no such
   * product.
   */
  boolean needsJob() {
    return wanted != null && !isRight() && !hasInHand(wanted);
  }

  /** Whether it shows or may show another price than the one in force. */
  boolean differs() {
    Label confirmed = confirmed();
    if (wanted == null) {
      return confirmed != null;
    }
    return isForgotten()
        || confirmed == null
        || !samePrice(confirmed)
        || !sent.stream().allMatch(this::samePrice);
  }

  private boolean samePrice(Label label) {
    return wanted != null
        && wanted.minor() == label.minor()
        && wanted.currency().equals(label.currency());
  }

  private boolean hasInHand(Label label) {
    return hand != null
        && hand.showing() == TagJob.Showing.AT_ONCE
        && hand.label().looksLike(label);
  }

  /**
   * A label is about to be sent.
   *
   * @return whether this has to be kept
   */
  boolean send(Label label, Moment now) {
    if (!sent.isEmpty() && label.looksLike(sent.getLast())) {
      return false;
    }
    sent.removeIf(label::looksLike); // the order counts: it may be drawn after the others now
    if (sent.size() == SENT_MAX) {
      forget(now);
      sent.removeFirst();
    }
    if (sent.isEmpty()) {
      sentMillis = now.wallMillis();
    }
    sent.add(label);
    return true;
  }

  /**
   * It has a label and draws it: soon that is on its glass, and none of what was sent before. Until
   * it is drawn the glass may show what it did.
   */
  void confirm(Label label, Moment now) {
    Label before = confirmed();
    if (before != null && !before.looksLike(label)) {
      fading = before;
      fadesUntil = now.nanos() + DRAWING_NANOS;
    }
    remember(new Shown(label, sentMillis, now.wallMillis(), isTrusted(now)));
    sentMillis = now.wallMillis();
    forgotten = false;
    // What was sent before it is over; what was sent after it may still be drawn.
    int last = sent.size() - 1;
    while (last >= 0 && !label.looksLike(sent.get(last))) {
      last--;
    }
    sent.subList(0, last + 1).clear();
    if (label.looksLike(reserved)) {
      reserved = null;
    }
  }

  /**
   * It began anew: nobody knows what it shows.
   *
   * @return whether that is news
   */
  boolean forget(Moment now) {
    boolean news = !isForgotten() || reserved != null;
    if (!isForgotten()) {
      remember(new Shown(null, now.wallMillis(), now.wallMillis(), isTrusted(now)));
    }
    forgotten = true;
    reserved = null;
    return news;
  }

  private void remember(Shown shown) {
    if (history.size() == HISTORY_MAX) {
      history.removeFirst();
    }
    history.add(shown);
  }

  private static boolean isTrusted(Moment now) {
    return now.clock() == ClockTrust.TRUSTED;
  }

  byte[] state() {
    int flags =
        (forgotten ? 1 : 0)
            | (silent ? 2 : 0)
            | (low ? 4 : 0)
            | (mismatched ? 8 : 0)
            | (reserved == null ? 0 : 16);
    StateWriter out = new StateWriter(LAYOUT).text(plan.bay()).text(plan.sku());
    out.number(flags).number(sentMillis);
    if (reserved != null) {
      reserved.write(out);
    }
    out.number(sent.size());
    sent.forEach(label -> label.write(out));
    out.number(history.size());
    history.forEach(shown -> shown.write(out));
    return out.bytes();
  }

  /**
   * Goes on from what {@link #state} said. A tag that hung elsewhere then, or showed another
   * product, is as new: a price of that is none of what it stands for now.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours; then the tag is as new
   */
  void restore(byte[] state) {
    StateReader in = new StateReader(state, LAYOUT);
    boolean isSame = in.text().equals(plan.bay()) & in.text().equals(plan.sku());
    if (!isSame) {
      return;
    }
    int flags = in.count(31);
    long millis = in.number();
    Label inReserve = (flags & 16) == 0 ? null : Label.read(in);
    List<Label> wasSent = new ArrayList<>();
    for (int left = in.count(SENT_MAX); left > 0; left--) {
      wasSent.add(Label.read(in));
    }
    List<Shown> was = new ArrayList<>();
    for (int left = in.count(HISTORY_MAX); left > 0; left--) {
      was.add(Shown.read(in));
    }
    forgotten = (flags & 1) != 0;
    silent = (flags & 2) != 0;
    low = (flags & 4) != 0;
    mismatched = (flags & 8) != 0;
    sentMillis = millis;
    reserved = inReserve;
    sent.addAll(wasSent);
    history.addAll(was);
  }
}
