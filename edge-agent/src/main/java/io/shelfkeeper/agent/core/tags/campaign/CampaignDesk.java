package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.prices.NextPrices;
import io.shelfkeeper.agent.core.prices.PriceDesk;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.tags.JobOrder;
import io.shelfkeeper.agent.core.tags.Label;
import io.shelfkeeper.agent.core.tags.StationPlan;
import io.shelfkeeper.agent.core.tags.TagSetup;
import io.shelfkeeper.agent.core.tags.TagSight;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.TagJob;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads a shop from one price list to the next: says beforehand how long it will take, gives
 * pictures ahead, keeps the order in which tags change, and tells how far it is. The switch itself
 * is the price desk's alone: nothing here looks at a clock to decide which prices are right.
 */
public final class CampaignDesk implements JobOrder {
  static final String STATE = "campaign";

  /** Tags looked at in one step. */
  private static final int LOOKED_AT_MAX = 400;

  /** Tags played in one step of a forecast: some milliseconds. */
  private static final int PLAYED_MAX = 3_000;

  /** Between two steps of work that nobody waits for. */
  private static final long PAUSE_NANOS = 50 * Moment.NANOS_PER_MILLI;

  private static final long PROGRESS_NANOS = 60 * Moment.NANOS_PER_SECOND;
  private static final long FORECAST_PLANNED_NANOS = 600 * Moment.NANOS_PER_SECOND;
  private static final long FORECAST_RUNNING_NANOS = 60 * Moment.NANOS_PER_SECOND;

  /** A forecast this far ahead does not depend on when tags came last. */
  private static final double FAR_SECONDS = 1e6;

  /** A list that comes into force so much after its time begins late, and is told anew. */
  private static final long LATE_MILLIS = 60_000;

  /** When most are done, one in so many is not. */
  private static final int REST_OF = 100;

  private final Places places;
  private final PriceDesk prices;
  private final TagSight sight;
  private final HabitBook book;
  private final Ahead reserve;
  private final Ahead early;
  private final Fixtures fixtures;
  private Campaign campaign = Campaign.none();

  /** Of the list that comes next; null if there is none. */
  private @Nullable Changes next;

  private boolean isNextKnown;
  private boolean isEarly;

  /** Tags that the campaign under way changes, and those that do not show it yet. */
  private final BitSet changed = new BitSet();

  private final BitSet left = new BitSet();

  /** The version that came into force and has not been looked at, or -1. */
  private long begun = -1;

  /** The next tag to be looked at of a campaign that has begun, or -1. */
  private int counting = -1;

  /** Whether {@link #left} is of the campaign under way: after a start it is not. */
  private boolean isCounted;

  /** When the campaign began, maybe before this start; negative if long before. */
  private long beganNanos;

  /** Since when this process knows of it. */
  private long sinceNanos;

  private @Nullable Outlook outlook;
  private long nextForecast = Long.MIN_VALUE;
  private long nextProgress;
  private int toldProgress = -1;
  private long nextWork = Long.MIN_VALUE;
  private boolean isOrderChanged;

  public CampaignDesk(TagSetup tags, CampaignSetup setup, PriceDesk prices, TagSight sight) {
    places = new Places(tags, setup);
    this.prices = prices;
    this.sight = sight;
    book = new HabitBook(places, sight);
    reserve = new Ahead(places, sight, TagJob.Showing.IN_RESERVE);
    early = new Ahead(places, sight, TagJob.Showing.AT_ONCE);
    fixtures = new Fixtures(places);
  }

  /** Takes up what the journal knows. */
  public void start(Moment now, Map<String, byte[]> states, Effects out) {
    book.start(now, states);
    byte[] state = states.get(STATE);
    if (state == null) {
      return;
    }
    try {
      campaign = Campaign.read(state);
    } catch (StateReader.Unreadable e) {
      out.add(
          new Effect.Notice(
              Effect.Notice.Level.WARNING,
              "How far the change of prices had come cannot be read from the journal, and is counted anew: %s."
                  .formatted(e.getMessage())));
    }
  }

  /** What a station heard; before anybody else takes it up. */
  public void heard(Moment now, Input.TagsHeard heard) {
    book.heard(now, heard);
  }

  // The order of jobs.

  @Override
  public @Nullable Job next(Moment now, int station, NavigableSet<Integer> ready) {
    for (int tag : ready) {
      if (mayChange(tag)) {
        return new Job(tag, null, TagJob.Showing.AT_ONCE);
      }
    }
    Changes coming = next;
    if (coming == null || !isNextKnown) {
      return null;
    }
    Job job = isEarly ? early.next(station, coming::drawn) : null;
    return job == null ? reserve.next(station, coming::drawn) : job;
  }

  private boolean mayChange(int tag) {
    if (showsNext(tag) || isEarly && early.wants(tag)) {
      return false;
    }
    return !places.campaigns.byFixture()
        || !isCounting() && (!left.get(tag) || fixtures.isOpen(tag));
  }

  private boolean isCounting() {
    return begun >= 0 || counting >= 0;
  }

  /** Whether it shows already what is in force soon. */
  private boolean showsNext(int tag) {
    Label shown = sight.confirmed(tag);
    return shown != null
        && sight.isKnown(tag)
        && shown.version() > prices.version()
        && shown.version() == prices.nextVersion();
  }

  @Override
  public long allowedNanos(Moment now, int tag, long usualNanos) {
    if (showsNext(tag)) {
      return Long.MAX_VALUE;
    }
    if (!isCounting() && !left.get(tag)) {
      return usualNanos;
    }
    double window = campaign.told().latest() * Moment.NANOS_PER_SECOND;
    return Math.max(usualNanos, (long) window);
  }

  @Override
  public void confirmed(Moment now, int tag, Label label, TagJob.Showing showing) {
    if (showing == TagJob.Showing.IN_RESERVE) {
      reserve.confirmed(tag);
      return;
    }
    early.confirmed(tag);
    if (isCounting()) {
      if (label.version() == prices.version()) {
        changed.set(tag);
      }
    } else if (left.get(tag) && sight.isRight(tag)) {
      left.clear(tag);
      fixtures.done(now, tag);
      isOrderChanged = true;
    }
  }

  @Override
  public void begun(Moment now, long version) {
    begun = version;
    beganNanos = now.nanos();
    sinceNanos = now.nanos();
    nextWork = now.nanos();
  }

  /** How it is, or null if there has been none. */
  public Status.@Nullable Campaign status() {
    boolean isForgotten = campaign.phase() == Campaign.Phase.ENDED && changed.isEmpty();
    if (campaign.total() == 0 || isForgotten) {
      return null; // how many were missing at the end was known to the process before
    }
    int done = campaign.isPlanned() || isCounting() ? 0 : campaign.total() - left.cardinality();
    Window told = campaign.told();
    return new Status.Campaign(
        campaign.version(),
        campaign.phase().name().toLowerCase(Locale.ROOT),
        done,
        campaign.total(),
        campaign.fromMillis(),
        campaign.millis(told.most()),
        campaign.millis(told.latest()));
  }

  /** Whether a bay has old prices beside new ones, where fixtures shall change as one. */
  public boolean isChanging(String bay) {
    Integer fixture = places.campaigns.fixtureOfBay().get(bay);
    return places.campaigns.byFixture() && fixture != null && fixtures.isChanging(fixture);
  }

  // The work between two jobs.

  /**
   * What follows from any step.
   *
   * @return whether jobs may begin that had to wait until now
   */
  public boolean finish(Moment now, Effects out, Consumer<Fact> say) {
    if (places.tags() > 0 && now.nanos() >= nextWork) {
      boolean busy = work(now, out, say);
      nextWork = now.nanos() + (busy ? PAUSE_NANOS : Moment.NANOS_PER_SECOND);
    }
    boolean changes = isOrderChanged;
    isOrderChanged = false;
    return changes;
  }

  /** When {@link #finish} has something to do. */
  public long nextWakeNanos() {
    return places.tags() == 0 ? Long.MAX_VALUE : nextWork;
  }

  private boolean work(Moment now, Effects out, Consumer<Fact> say) {
    book.save(now, out);
    if (begun >= 0) {
      begin(now, out, say);
    }
    if (!sight.isSettled()) {
      return true;
    }
    if (counting >= 0) {
      count(now, out, say);
      return true;
    }
    if (campaign.isRunning()) {
      run(now, out, say);
    } else if (plan(now)) {
      return true;
    }
    return foresee(now, out, say);
  }

  private void begin(Moment now, Effects out, Consumer<Fact> say) {
    long version = begun;
    begun = -1;
    boolean goesOn = campaign.version() == version;
    if (campaign.isRunning() && !goesOn) {
      end(now, "replaced", out, say);
    }
    boolean isAsPlanned = next != null && isNextKnown && next.list.version() == version;
    if (!goesOn || campaign.isPlanned()) {
      changed.clear();
      if (isAsPlanned && next != null) {
        changed.or(next.changed);
      }
    }
    isCounted = false;
    next = null;
    isNextKnown = false;
    isEarly = false;
    reserve.none();
    early.none();
    outlook = null;
    isOrderChanged = true;
    if (version == 0 || goesOn && campaign.phase() == Campaign.Phase.ENDED) {
      return;
    }
    if (!goesOn) {
      campaign = new Campaign(version, "now", Campaign.Phase.PLANNED, 0, 0, Window.NOTHING);
    }
    counting = 0;
  }

  /** Which tags do not show it yet, some at a time. */
  private void count(Moment now, Effects out, Consumer<Fact> say) {
    if (counting == 0) {
      left.clear();
    }
    int until = Math.min(places.tags(), counting + LOOKED_AT_MAX);
    for (; counting < until; counting++) {
      if (sight.wanted(counting) != null && !sight.isRight(counting)) {
        left.set(counting);
      }
    }
    if (counting < places.tags()) {
      return;
    }
    counting = -1;
    for (int tag = left.nextSetBit(0); tag >= 0; tag = left.nextSetBit(tag + 1)) {
      if (sight.isRight(tag)) {
        left.clear(tag); // meanwhile
      }
    }
    changed.or(left);
    fixtures.begin(now, left);
    isOrderChanged = true;
    isCounted = true;
    dateBack(now, !campaign.isRunning());
    campaign =
        campaign
            .with(Campaign.Phase.RUNNING)
            .with(Math.max(campaign.total(), changed.cardinality()));
    nextForecast = now.nanos();
    nextProgress = now.nanos();
    toldProgress = -1;
    if (campaign.total() == 0) {
      campaign = campaign.with(Campaign.Phase.ENDED);
      fixtures.end();
    }
    save(out);
  }

  /** Brings together when it began by the wall clock and by ours. */
  private void dateBack(Moment now, boolean isNew) {
    boolean isTrusted = now.clock() == ClockTrust.TRUSTED;
    long millis = now.wallMillis() - (now.nanos() - beganNanos) / Moment.NANOS_PER_MILLI;
    long after = millis - campaign.fromMillis();
    if (isNew && campaign.fromMillis() == 0) {
      campaign = campaign.from(millis);
    } else if (isNew && isTrusted && after > LATE_MILLIS) {
      campaign = campaign.from(millis).with(Window.NOTHING);
    } else if (isTrusted) {
      beganNanos -= Math.max(0, after) * Moment.NANOS_PER_MILLI;
    }
  }

  /**
   * Looks at what comes next.
   *
   * @return whether more is to be looked at
   */
  private boolean plan(Moment now) {
    if (next == null ? prices.nextVersion() == 0 : next.list.version() == prices.nextVersion()) {
      return next != null && advance(now, next);
    }
    NextPrices list = prices.next();
    next = list == null ? null : new Changes(list, places, sight);
    isNextKnown = false;
    isEarly = false;
    outlook = null;
    reserve.none();
    early.none();
    return next != null;
  }

  private boolean advance(Moment now, Changes coming) {
    if (!isNextKnown) {
      isNextKnown = coming.advance(LOOKED_AT_MAX);
      if (isNextKnown) {
        reserve.want(now, coming.reserve);
        isOrderChanged = true;
        nextForecast = now.nanos();
      }
      return true;
    }
    isOrderChanged |= reserve.look(now);
    if (isEarly) {
      isOrderChanged |= early.look(now);
    } else if (isEarlyNow(now, coming)) {
      isEarly = true;
      BitSet tags = (BitSet) coming.fallen.clone();
      tags.andNot(coming.reserve);
      early.want(now, tags);
      isOrderChanged = true;
    }
    return false;
  }

  private boolean isEarlyNow(Moment now, Changes coming) {
    return campaign.isPlanned()
        && places.campaigns.earlyPercent() > 0
        && now.clock() == ClockTrust.TRUSTED
        && now.wallMillis() >= from(coming)
        && now.wallMillis() < coming.list.activeMillis();
  }

  /** When the first tags change that did not keep their picture in reserve. */
  private long from(Changes coming) {
    double ahead = campaign.told().most() * places.campaigns.earlyPercent() / 100;
    return coming.list.activeMillis() - (coming.fallen.isEmpty() ? 0 : (long) (ahead * 1_000));
  }

  private void run(Moment now, Effects out, Consumer<Fact> say) {
    for (int fixture : fixtures.overdue(now)) {
      isOrderChanged = true;
      out.add(
          new Effect.Notice(
              Effect.Notice.Level.WARNING,
              "Not all tags of fixture %s show price list %d. The next fixture begins. Check: %s."
                  .formatted(
                      places.fixture(fixture), campaign.version(), laggards(fixture).text())));
    }
    int done = campaign.total() - left.cardinality();
    if (left.isEmpty()) {
      end(now, "confirmed", out, say);
    } else if (isOver(now)) {
      end(now, "waited", out, say);
    } else if (now.nanos() >= nextProgress && done != toldProgress) {
      nextProgress = now.nanos() + PROGRESS_NANOS;
      toldProgress = done;
      say.accept(new Fact.CampaignProgress(campaign.version(), done, campaign.total()));
    }
  }

  private boolean isOver(Moment now) {
    if (places.campaigns.byFixture()) {
      return fixtures.isOver();
    }
    long silent =
        places.setup.stations().stream().mapToLong(StationPlan::silentNanos).max().orElse(0);
    long window = (long) (campaign.told().latest() * Moment.NANOS_PER_SECOND);
    // After a night without power too each tag has its time to come.
    return campaign.told().latest() > 0
        && now.nanos() - Math.max(beganNanos + window, sinceNanos) > silent;
  }

  private void end(Moment now, String why, Effects out, Consumer<Fact> say) {
    if (!isCounted) {
      left.clear(); // which are missing is not known
    }
    int done = isCounted ? campaign.total() - left.cardinality() : confirmed();
    say.accept(new Fact.CampaignProgress(campaign.version(), done, campaign.total()));
    Laggards laggards = new Laggards(places, left);
    say.accept(
        new Fact.CampaignEnded(
            campaign.version(), why, done, campaign.total(), laggards.places, laggards.more));
    campaign = campaign.with(Campaign.Phase.ENDED);
    outlook = null;
    fixtures.end();
    isOrderChanged = true;
    save(out);
  }

  /** How many tags confirmed its list, as far as the journal knows. */
  private int confirmed() {
    int count = 0;
    for (int tag = 0; tag < places.tags(); tag++) {
      Label label = sight.confirmed(tag);
      count += label != null && label.version() == campaign.version() ? 1 : 0;
    }
    return Math.min(count, campaign.total());
  }

  /** When it will be done. */
  private boolean foresee(Moment now, Effects out, Consumer<Fact> say) {
    Outlook current = outlook;
    if (current == null) {
      if (now.nanos() < nextForecast || !campaign.isRunning() && !isNextKnown) {
        return false;
      }
      nextForecast =
          now.nanos() + (campaign.isRunning() ? FORECAST_RUNNING_NANOS : FORECAST_PLANNED_NANOS);
      outlook = outlook(now);
      return true;
    }
    if (!current.advance(PLAYED_MAX)) {
      return true;
    }
    outlook = null;
    tell(now, current, out, say);
    return false;
  }

  private Outlook outlook(Moment now) {
    Changes coming = next;
    if (campaign.isRunning() || coming == null) {
      return new Outlook(
          places, sight, book.habits, now, left, new BitSet(), 0, campaign.version());
    }
    double start =
        now.clock() == ClockTrust.TRUSTED
            ? Math.max(0, (coming.list.activeMillis() - now.wallMillis()) / 1_000.0)
            : FAR_SECONDS;
    return new Outlook(
        places,
        sight,
        book.habits,
        now,
        coming.changed,
        coming.reserve,
        start,
        coming.list.version());
  }

  private void tell(Moment now, Outlook current, Effects out, Consumer<Fact> say) {
    Changes coming = next;
    if (campaign.isRunning()) {
      tellRunning(now, current, out, say);
    } else if (coming != null && isNextKnown) {
      tellAhead(now, current, coming, out, say);
    }
  }

  private void tellRunning(Moment now, Outlook current, Effects out, Consumer<Fact> say) {
    if (current.isOfNone() && campaign.told().latest() > 0) {
      return; // silent tags have no forecast, and to wait for them anew each time never ends
    }
    double passed = (double) (now.nanos() - beganNanos) / Moment.NANOS_PER_SECOND;
    int rest = campaign.total() / REST_OF;
    Window window = current.window(rest).after(passed);
    if (left.cardinality() <= rest && campaign.told().most() > 0) {
      window = window.most(campaign.told().most());
    }
    if (window.isNewsAfter(campaign.told())) {
      campaign = campaign.with(window);
      say.accept(current.fact(campaign, 0, campaign.fromMillis(), "", passed));
      save(out);
    }
  }

  private void tellAhead(
      Moment now, Outlook current, Changes coming, Effects out, Consumer<Fact> say) {
    int total = coming.changed.cardinality();
    Window window = current.window(total / REST_OF);
    boolean isNew = !campaign.isPlanned() || campaign.version() != coming.list.version();
    if (total > 0 && (isNew || window.isNewsAfter(campaign.told()))) {
      campaign =
          new Campaign(
              coming.list.version(),
              coming.list.activeFrom(),
              Campaign.Phase.PLANNED,
              total,
              coming.list.activeMillis(),
              window);
      String waits = now.clock() == ClockTrust.TRUSTED ? "time" : "clock";
      say.accept(current.fact(campaign, coming.reserve.cardinality(), from(coming), waits, 0));
      save(out);
    }
  }

  private Laggards laggards(int fixture) {
    BitSet there = new BitSet();
    left.stream().filter(tag -> places.fixtureOf[tag] == fixture).forEach(there::set);
    return new Laggards(places, there);
  }

  private void save(Effects out) {
    out.add(new Effect.SaveState(STATE, campaign.state()));
  }
}
