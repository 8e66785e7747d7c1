package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Priced;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.tags.Label;
import io.shelfkeeper.agent.core.tags.TagPlan;
import io.shelfkeeper.agent.core.tags.TagStates;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a glass shows is written down as possible before it does; a confirmation is only said of
 * what was drawn; nobody is sent what it is known to show; and nobody pays more than he can read.
 */
final class TagPromises {
  private static final long FORGOTTEN_NANOS = 30 * Moment.NANOS_PER_SECOND;

  private final ModelIssuer issuer;
  private Disk disk;

  /** Whether an older copy of the journal was put back: it cannot know what was sent since. */
  private boolean older;

  private final List<Set<Long>> drawn = new ArrayList<>();

  /** What each tag is known to show, null if it is not known. */
  private final @Nullable Label[] known = new Label[ModelTags.PLANS.size()];

  /** When each said last that it began anew: its label may be on its way for that still. */
  private final long[] forgotten = new long[ModelTags.PLANS.size()];

  private final @Nullable Label[] lastSent = new Label[ModelTags.PLANS.size()];
  private final long[] knownSince = new long[ModelTags.PLANS.size()];

  /** Number of the loop's turn. */
  long turn;

  private @Nullable ModelTags tags;
  private int confirmed;
  private int draws;
  private int charged;

  TagPromises(ModelIssuer issuer, Disk disk) {
    this.issuer = issuer;
    this.disk = disk;
    ModelTags.PLANS.forEach(plan -> drawn.add(new HashSet<>()));
  }

  void watch(ModelTags model) {
    tags = model;
  }

  /** Another disk from now on. */
  void watch(Disk other, boolean isOlder) {
    disk = other;
    older |= isOlder;
  }

  /** A process begins: it knows what is written. */
  void started() {
    for (int tag = 0; tag < known.length; tag++) {
      known[tag] = written(tag).known();
      lastSent[tag] = null;
    }
  }

  private TagStates written(int tag) {
    TagPlan plan = ModelTags.PLANS.get(tag);
    return new TagStates(plan, disk.states.get("tag/" + plan.id()));
  }

  /** Before an effect is written. */
  void durable(Effect.Durable effect) {
    if (effect instanceof Effect.Append append) {
      switch (append.fact()) {
        case Fact.PriceConfirmed f -> confirmed(f);
        case Fact.StockMoved f -> f.charges().forEach(this::charged);
        default -> {}
      }
    }
  }

  private void confirmed(Fact.PriceConfirmed f) {
    int tag = Integer.parseInt(f.tag().substring(1));
    Label label =
        new Label(Long.parseUnsignedLong(f.label(), 16), f.version(), f.minor(), f.currency());
    Broken.unless(
        drawn.get(tag).contains(label.hash()), "tag %s never drew what it confirmed", f.tag());
    Label last = lastSent[tag];
    // Was another one sent since, it may show that one already.
    known[tag] = last == null || last.hash() == label.hash() ? label : null;
    knownSince[tag] = turn;
    confirmed++;
  }

  private void charged(Priced priced) {
    charged++;
    for (int tag = 0; tag < known.length; tag++) {
      TagPlan plan = ModelTags.PLANS.get(tag);
      Label glass = tags == null ? null : tags.glass(tag);
      boolean reads = plan.bay().equals(priced.bay()) && plan.sku().equals(priced.sku());
      if (reads && glass != null && !older && !written(tag).isForgotten()) {
        Broken.unless(
            priced.charge().minor() <= glass.minor(),
            "%s is charged %s and tag %s shows %d",
            priced.sku(),
            priced.charge(),
            plan.id(),
            glass.minor());
      }
    }
  }

  /** A job leaves for a station. */
  void sent(int tag, Label label, long nanos) {
    Label now = known[tag];
    boolean isNews = knownSince[tag] == turn; // wished before that was heard, in the same turn
    boolean beganAnew = nanos - forgotten[tag] < FORGOTTEN_NANOS;
    Broken.unless(
        older || beganAnew || isNews || now == null || now.hash() != label.hash(),
        "tag %d is sent what it shows",
        tag);
    known[tag] = null;
    lastSent[tag] = label;
    Broken.unless(
        older || written(tag).mayShow(label), "tag %d is sent what nobody wrote down", tag);
  }

  /** A tag draws a label. */
  void drawn(int tag, Label label) {
    draws++;
    drawn.get(tag).add(label.hash());
    Broken.unless(older || written(tag).mayShow(label), "tag %d shows what nobody wrote down", tag);
  }

  /** The agent is told that a tag began anew. */
  void forgot(int tag, long nanos) {
    known[tag] = null;
    forgotten[tag] = nanos;
  }

  int confirmed() {
    return confirmed;
  }

  int charged() {
    return charged;
  }

  @Override
  public String toString() {
    return "labels drawn: %d, confirmed: %d, charged: %d".formatted(draws, confirmed, charged);
  }

  /** Empty if each tag shows the newest price, and the agent knows it. */
  String disagreement() {
    if (older) {
      return ""; // if nobody else has the rows that were lost with it, nobody can find it out
    }
    for (int tag = 0; tag < known.length; tag++) {
      Label glass = tags == null ? null : tags.glass(tag);
      long minor = issuer.minor(ModelTags.PLANS.get(tag).sku());
      Label says = written(tag).known();
      if (glass == null || glass.minor() != minor) {
        return "tag %d shows %s instead of %d".formatted(tag, glass, minor);
      }
      if (says == null || says.hash() != glass.hash()) {
        return "tag %d shows %s and the agent says %s".formatted(tag, glass, says);
      }
    }
    return "";
  }
}
