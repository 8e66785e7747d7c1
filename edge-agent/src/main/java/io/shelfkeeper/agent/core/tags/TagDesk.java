package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.prices.PriceDesk;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings each tag to the label of the prices in force and knows what it really shows. A label is
 * written down as sent before it is sent, and as shown when the tag says so: after a crash a tag
 * shows the last one confirmed, or one of those sent since.
 */
public final class TagDesk {
  static final String STATE = "tag/";

  /** Labels worked out in one step: other inputs must not wait for thousands. */
  private static final int LOOKED_AT_MAX = 200;

  /** Jobs handed over in one step: each is a row in the journal. */
  private static final int SENT_MAX = 32;

  private static final long SENT_PAUSE_NANOS = 100 * Moment.NANOS_PER_MILLI;

  /** What a job may take besides the check-ins of its tag: those before it at its station. */
  private static final long QUEUE_NANOS = 1_800 * Moment.NANOS_PER_SECOND;

  private static final long AGAIN_NANOS_FIRST = 60 * Moment.NANOS_PER_SECOND;
  private static final int DOUBLINGS_MAX = 6;

  private final PriceDesk prices;
  private final LabelMaker maker;
  private final LongSupplier random;
  private final List<Tag> tags = new ArrayList<>();
  private final List<StationDesk> stations = new ArrayList<>();
  private final Map<String, Tag> byId = new HashMap<>();
  private final TagWatch watch;
  private JobOrder order = JobOrder.SITE_FILE;
  private long revision = -1;
  private int looked;
  private long pumpNanos = Long.MIN_VALUE;
  private boolean changed;
  private boolean isShort;
  private long nanos;

  /**
   * @param random 64 random bits at each call
   */
  public TagDesk(TagSetup setup, PriceDesk prices, Faults faults, LongSupplier random) {
    this.prices = prices;
    this.random = random;
    maker = new LabelMaker(setup);
    setup.stations().forEach(plan -> stations.add(new StationDesk(plan)));
    for (TagPlan plan : setup.tags()) {
      Tag tag = new Tag(tags.size(), plan);
      tags.add(tag);
      byId.put(plan.id(), tag);
    }
    looked = tags.size();
    watch = new TagWatch(tags, stations, faults);
  }

  /** Who decides about order and time of the jobs, from now on. */
  public void orderedBy(JobOrder by) {
    order = by;
  }

  /** While there is no room no tag is sent another label: what has not begun needs no writing. */
  public void hold(boolean roomIsShort) {
    isShort = roomIsShort;
    changed = true;
  }

  /** Jobs that had to wait may begin now. */
  public void orderChanged() {
    changed = true;
  }

  /** What is known of tags. */
  public TagSight sight() {
    return new TagSight() {
      @Override
      public boolean isSettled() {
        return looked == tags.size() && revision == prices.revision();
      }

      @Override
      public @Nullable Label wanted(int tag) {
        return tags.get(tag).wanted;
      }

      @Override
      public @Nullable Label confirmed(int tag) {
        return tags.get(tag).confirmed();
      }

      @Override
      public boolean isKnown(int tag) {
        return tags.get(tag).isKnown();
      }

      @Override
      public @Nullable Label reserved(int tag) {
        return tags.get(tag).reserved;
      }

      @Override
      public boolean isRight(int tag) {
        return tags.get(tag).isRight();
      }

      @Override
      public boolean hasJob(int tag) {
        return tags.get(tag).hand != null;
      }

      @Override
      public boolean isSilent(int tag) {
        return tags.get(tag).silent;
      }

      @Override
      public int number(String id) {
        Tag tag = byId.get(id);
        return tag == null ? -1 : tag.number;
      }
    };
  }

  /** Takes up what the journal knows. Tags that the site file has no more are forgotten. */
  public void start(Moment now, Recovered recovered, Effects out) {
    recovered
        .states()
        .forEach(
            (key, state) -> {
              if (key.startsWith(STATE)) {
                restore(key, state, out);
              }
            });
    nanos = now.nanos();
    tags.forEach(tag -> tag.mayFade(nanos));
    watch.start(now);
  }

  private void restore(String key, byte[] state, Effects out) {
    Tag tag = byId.get(key.substring(STATE.length()));
    if (tag == null) {
      out.add(new Effect.DropState(key));
      return;
    }
    try {
      tag.restore(state);
    } catch (StateReader.Unreadable e) {
      out.add(
          new Effect.Notice(
              Effect.Notice.Level.WARNING,
              "What tag %s at bay %s shows cannot be read from the journal, and it gets its label again: %s."
                  .formatted(tag.plan.id(), tag.plan.bay(), e.getMessage())));
    }
  }

  /** Monotonic time when something happened here last. */
  long nanos() {
    return nanos;
  }

  /** What was heard by a station. */
  public void heard(Moment now, Input.TagsHeard heard, Effects out, Consumer<Fact> say) {
    nanos = now.nanos();
    StationDesk station = stations.get(heard.station());
    for (TagReading reading : heard.readings()) {
      switch (reading) {
        case TagReading.StationReady r -> {
          station.serves = true;
          station.servesSince = now.nanos();
        }
        case TagReading.Seen r -> with(r.tag(), tag -> seen(now, tag, r.health(), out, say));
        case TagReading.Confirmed r -> with(r.tag(), tag -> confirmed(now, tag, r.job(), out, say));
        case TagReading.GivenUp r -> with(r.tag(), tag -> givenUp(now, tag, r, say));
      }
    }
  }

  /** Tags that hang elsewhere are nobody's business here. */
  private void with(String id, Consumer<Tag> what) {
    Tag tag = byId.get(id);
    if (tag != null) {
      what.accept(tag);
    }
  }

  /** A device or bus does not work: its tags cannot be heard, and that is not their fault. */
  public void deviceFailed(String device) {
    for (StationDesk station : stations) {
      if (device.equals(station.plan.device()) || device.equals("bus/" + station.plan.bus())) {
        station.serves = false;
      }
    }
  }

  /** A device or bus works again. */
  public void deviceRecovered(Moment now, String device) {
    for (StationDesk station : stations) {
      if (device.equals(station.plan.device()) || device.equals("bus/" + station.plan.bus())) {
        station.serves = true;
        station.servesSince = now.nanos();
      }
    }
  }

  private void seen(
      Moment now, Tag tag, @Nullable TagHealth health, Effects out, Consumer<Fact> say) {
    boolean news = watch.heard(now, tag, health, say);
    if (health != null && health.wake().forgets()) {
      news |= tag.forget(now);
    }
    if (news) {
      save(tag, out);
      ready(tag, now);
    }
  }

  private void confirmed(Moment now, Tag tag, String job, Effects out, Consumer<Fact> say) {
    watch.heard(now, tag, null, say);
    boolean reserve = job.startsWith(RESERVE);
    Label label = Label.ofJob(reserve ? job.substring(RESERVE.length()) : job);
    if (label == null) {
      return; // of a release with other names
    }
    TagJob.Showing showing = reserve ? TagJob.Showing.IN_RESERVE : TagJob.Showing.AT_ONCE;
    if (tag.hand != null && tag.hand.showing() == showing && tag.hand.label().looksLike(label)) {
      free(tag);
    }
    tag.failures = 0;
    watch.obstacle(now, tag, null, say);
    if (reserve) {
      tag.reserved = label;
    } else {
      tag.confirm(label, now);
      if (label.hasPrice()) {
        say.accept(
            new Fact.PriceConfirmed(
                tag.plan.id(),
                tag.plan.bay(),
                tag.plan.sku(),
                label.version(),
                label.minor(),
                label.currency(),
                label.word()));
      }
      watch.judge(now, tag, order, say);
    }
    save(tag, out);
    order.confirmed(now, tag.number, label, showing);
    ready(tag, now);
  }

  private void givenUp(Moment now, Tag tag, TagReading.GivenUp r, Consumer<Fact> say) {
    if (tag.hand == null || !job(tag.hand).equals(r.job())) {
      return; // a newer one is under way
    }
    free(tag);
    switch (r.reason()) {
      case REPLACED -> {}
      case SILENT, LATE, REFUSED, OTHER_MODEL, BAD_PICTURE -> {
        long limit = AGAIN_NANOS_FIRST << Math.min(tag.failures++, DOUBLINGS_MAX);
        tag.notBefore = now.nanos() + Math.floorMod(random.getAsLong(), limit);
        watch.obstacle(now, tag, r.reason(), say);
      }
    }
    ready(tag, now);
  }

  private static final String RESERVE = "reserve/";

  private static String job(Tag.Hand hand) {
    return hand.showing() == TagJob.Showing.IN_RESERVE
        ? RESERVE + hand.label().job()
        : hand.label().job();
  }

  private void free(Tag tag) {
    tag.hand = null;
    stations.get(tag.plan.station()).inHand--;
  }

  private void ready(Tag tag, Moment now) {
    stations.get(tag.plan.station()).look(tag, now);
    changed = true;
  }

  /**
   * Nobody can rely on what the journal says of tags: it was put back from an older copy. All get
   * their labels again; whoever has it already fetches nothing.
   */
  public void forgetAll(Moment now, Effects out) {
    for (Tag tag : tags) {
      if (tag.forget(now)) {
        save(tag, out);
        ready(tag, now);
      }
    }
  }

  /**
   * Bays get other goods with the start that follows: what their tags show is no price of those, so
   * it is forgotten. They get their labels first thing.
   */
  public void replan(List<String> bays, Effects out) {
    for (Tag tag : tags) {
      if (bays.contains(tag.plan.bay())) {
        out.add(new Effect.DropState(STATE + tag.plan.id()));
      }
    }
  }

  private static void save(Tag tag, Effects out) {
    out.add(new Effect.SaveState(STATE + tag.plan.id(), tag.state()));
  }

  /** Now and then. */
  public void look(Moment now, Effects out, Consumer<Fact> say) {
    nanos = now.nanos();
    if (tags.isEmpty()) {
      return;
    }
    watch.look(now, order, say, tag -> save(tag, out));
  }

  /** What follows from any step: labels are worked out, and stations get jobs. */
  public void finish(Moment now, Effects out) {
    if (tags.isEmpty()) {
      return;
    }
    if (revision != prices.revision()) {
      revision = prices.revision();
      looked = 0;
      order.begun(now, prices.version());
    }
    lookAtPrices(now);
    if (changed && now.nanos() >= pumpNanos
        || now.nanos() >= Math.max(pumpNanos, Math.min(order.nextNanos(), restNanos()))) {
      hand(now, out);
    }
  }

  private void lookAtPrices(Moment now) {
    int until = Math.min(tags.size(), looked + LOOKED_AT_MAX);
    for (; looked < until; looked++) {
      Tag tag = tags.get(looked);
      JobOrder.Drawn drawn = drawn(tag);
      tag.wanted = drawn == null ? null : drawn.label();
      tag.lookedAt = true;
      if (tag.needsJob()) {
        tag.notBefore = Long.MIN_VALUE; // whatever failed before, this is another one
        tag.failures = 0;
      }
      ready(tag, now);
    }
  }

  private JobOrder.@Nullable Drawn drawn(Tag tag) {
    return maker.of(
        tag.plan, prices.price(tag.plan.sku()), prices.currency(), prices.version(), prices.note());
  }

  private long restNanos() {
    return stations.stream().mapToLong(StationDesk::nextNanos).min().orElse(Long.MAX_VALUE);
  }

  private void hand(Moment now, Effects out) {
    int left = isShort ? 0 : SENT_MAX;
    for (int number = 0; number < stations.size(); number++) {
      StationDesk station = stations.get(number);
      for (int tag = station.rested(now); tag >= 0; tag = station.rested(now)) {
        station.look(tags.get(tag), now);
      }
      JobOrder.Job job = null;
      while (left > 0
          && station.hasRoom()
          && (job = order.next(now, number, station.ready())) != null) {
        left--;
        hand(now, station, job, out);
      }
    }
    changed = left == 0 && !isShort;
    pumpNanos = now.nanos() + SENT_PAUSE_NANOS;
  }

  private void hand(Moment now, StationDesk station, JobOrder.Job job, Effects out) {
    Tag tag = tags.get(job.tag());
    JobOrder.Drawn drawn = job.drawn() == null ? drawn(tag) : job.drawn();
    if (job.drawn() == null) {
      // Prices may have changed since it was last looked at: never send what is old already.
      tag.wanted = drawn == null ? null : drawn.label();
    }
    if (drawn == null || job.drawn() == null && !tag.needsJob()) {
      ready(tag, now);
      return;
    }
    if (job.showing() == TagJob.Showing.AT_ONCE && tag.send(drawn.label(), now)) {
      save(tag, out);
    }
    station.inHand += tag.hand == null ? 1 : 0;
    tag.hand = new Tag.Hand(drawn.label(), job.showing());
    out.add(
        new Effect.ShowLabel(
            tag.plan.station(),
            tag.plan.id(),
            tag.plan.model(),
            job(tag.hand),
            drawn.drawing(),
            job.showing(),
            now.nanos() + usualNanos(station.plan)));
    ready(tag, now);
  }

  /** How long a job may take. */
  static long usualNanos(StationPlan station) {
    return station.silentNanos() + QUEUE_NANOS;
  }

  /** When {@link #finish} has something to do. */
  public long nextWakeNanos(Moment now) {
    if (tags.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (looked < tags.size()) {
      return now.nanos();
    }
    return Math.max(pumpNanos, changed ? pumpNanos : Math.min(order.nextNanos(), restNanos()));
  }

  /** All tags, in the order of the site file. */
  List<Tag> tags() {
    return tags;
  }

  /** The tag of a name, or null. */
  @Nullable Tag tag(String id) {
    return byId.get(id);
  }
}
