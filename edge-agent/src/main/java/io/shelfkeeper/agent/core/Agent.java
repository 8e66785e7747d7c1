package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.answers.Answers;
import io.shelfkeeper.agent.core.audit.AuditLog;
import io.shelfkeeper.agent.core.audit.AuditSetup;
import io.shelfkeeper.agent.core.documents.DocumentDesk;
import io.shelfkeeper.agent.core.doors.DoorNews;
import io.shelfkeeper.agent.core.doors.Doors;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.fleet.Losses;
import io.shelfkeeper.agent.core.fleet.Polls;
import io.shelfkeeper.agent.core.fleet.Temperatures;
import io.shelfkeeper.agent.core.fleet.Trouble;
import io.shelfkeeper.agent.core.orders.OrderDesk;
import io.shelfkeeper.agent.core.permits.Challenges;
import io.shelfkeeper.agent.core.planogram.PlanogramReader;
import io.shelfkeeper.agent.core.prices.PriceWatch;
import io.shelfkeeper.agent.core.signals.SignalDesk;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.sync.EventIds;
import io.shelfkeeper.agent.core.sync.Outbox;
import io.shelfkeeper.agent.core.sync.Uplink;
import io.shelfkeeper.agent.core.tags.Charging;
import io.shelfkeeper.agent.core.tags.TagDesk;
import io.shelfkeeper.agent.core.tags.TagReport;
import io.shelfkeeper.agent.core.tags.campaign.CampaignDesk;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The agent as a pure step machine: one input in, wishes out. Never asks for the time or for
 * chance, never touches a file, a wire or a thread; the same inputs give the same wishes.
 */
public final class Agent {
  /** Housekeeping that needs no exact time. */
  static final long ROUND_NANOS = Moment.NANOS_PER_SECOND;

  /** Rows that the backend has and the journal keeps until the next commit takes them along. */
  private static final long UNRELEASED_MAX = 500;

  /**
   * They wait no longer than this where only the broker acknowledges: what is still there after a
   * crash is sent twice.
   */
  private static final long UNRELEASED_NANOS = 2 * Moment.NANOS_PER_SECOND;

  private static final Trouble NO_ROOM =
      Trouble.of(
          "journal",
          "no_room",
          "The file system of the journal is full. Alarms and facts go into its reserve of 4 MiB;"
              + " telemetry waits, and is dropped when half of the reserve is used up.",
          "Free some space there soon: look for what else grew on that file system.");

  private static final Trouble DROPPED_FOR_SPACE =
      Trouble.of(
          "journal",
          Losses.ROWS_DROPPED,
          "The file system of the journal is full, and some of the telemetry that waits was"
              + " dropped.",
          "Free some space there, and look why nobody fetches the telemetry.");

  private static final Trouble DROPPED_FOR_BUDGET =
      Trouble.of(
          "journal",
          Losses.ROWS_DROPPED,
          "The journal has grown to its limit of 2 GiB, and some of the telemetry that waits was"
              + " dropped.",
          "Look why nobody fetches it: first the connection to the broker, then whether the"
              + " backend acknowledges.");

  private static final String FAULTS = "faults";
  private static final String DOORS = "doors";
  private static final String LOSSES = "losses";

  private final AgentSetup setup;

  private final Recovered recovered;
  private final LongSupplier random;
  private final Outbox outbox;
  private final Uplink uplink;
  private final ShelfBook shelves;
  private final Doors doors;
  private final Faults faults = new Faults();
  private final Losses losses = new Losses(faults);
  private final Polls polls = new Polls();
  private final Temperatures temperatures = new Temperatures();
  private final BrokerWatch brokerWatch = new BrokerWatch(faults);
  private final LineWatch lineWatch;
  private final DocumentDesk documents;
  private final OrderDesk orders;
  private final PriceWatch priceWatch;
  private final TagDesk tags;
  private final CampaignDesk campaigns;
  private final Charging charging;
  private final TagReport tagReport;
  private final SignalDesk signals;
  private final AuditLog audit;
  private final StatusDesk desk;
  private final NoteDesk notes;
  private final Salvage salvage;
  private final Telemetry telemetry;
  private final BitSet[] cellsOfBus;
  private long nextRound;
  private long nextWake;
  private long unreadable;
  private long unreleasedSince = Long.MAX_VALUE;
  private boolean isShort;
  private boolean stopped;
  private boolean startsAnew;

  public Agent(AgentSetup setup, AuditSetup audit, Recovered recovered, LongSupplier random) {
    this.setup = setup;
    this.recovered = recovered;
    this.random = random;
    outbox = new Outbox(recovered, new EventIds(random));
    uplink = new Uplink(outbox, setup.brokerEndsRows(), random);
    doors = new Doors(setup.doors());
    lineWatch = new LineWatch(setup.doors(), doors, faults);
    Answers answers = new Answers();
    documents = new DocumentDesk(setup.documents(), answers);
    DoorSight sight = new DoorSight(doors);
    orders = new OrderDesk(setup.orders(), documents.issuers(), answers, sight, random);
    tags = new TagDesk(setup.tags(), documents.prices(), faults, random);
    campaigns = new CampaignDesk(setup.tags(), setup.campaigns(), documents.prices(), tags.sight());
    tags.orderedBy(campaigns);
    charging = new Charging(setup.tags(), tags, documents.prices(), campaigns::isChanging);
    tagReport = new TagReport(setup.tags(), tags);
    signals = new SignalDesk(setup.signals(), doors);
    shelves = new ShelfBook(setup, outbox, charging::of);
    priceWatch = new PriceWatch(documents.prices(), faults);
    this.audit = new AuditLog(audit, recovered);
    desk = new StatusDesk(outbox);
    notes = new NoteDesk(outbox);
    salvage = new Salvage(outbox, recovered.unsalvaged());
    telemetry = new Telemetry(setup.telemetryMillis(), outbox, shelves, polls, temperatures);
    cellsOfBus = new BitSet[setup.buses().size()];
    for (int bus = 0; bus < cellsOfBus.length; bus++) {
      cellsOfBus[bus] = new BitSet();
    }
  }

  /** The first step of a start: takes up what the journal knows, and says what it does not. */
  public void start(Moment now, Effects out) {
    audit.begin(out);
    if (recovered.incarnation() == null) {
      String cause = recovered.quarantined() == null ? "new" : "quarantined";
      outbox.startIncarnation(EventIds.incarnation(random), cause, now, out);
    }
    faults.start(now);
    restore(FAULTS, "The list of open faults", faults::restore, out);
    restore(Salvage.STATE, "How far the damaged journal was salvaged", salvage::restore, out);
    restore(DOORS, "How the doors were last seen", doors::restore, out);
    restore(LOSSES, "The count of what was lost", state -> losses.restore(now, state), out);
    if (recovered.quarantined() != null) {
      Trouble trouble = damagedJournal(recovered.quarantined());
      faults.failed(now, trouble, fact -> tell(now, fact, out));
    }
    String oldKey = audit.start(now, out);
    if (oldKey != null) {
      faults.failed(now, changedKey(oldKey), fact -> tell(now, fact, out));
    }
    shelves.restore(recovered.states(), out);
    if (recovered.incarnation() == null
        && (recovered.quarantined() != null || !recovered.unsalvaged().isEmpty())) {
      shelves.loseCounts(out);
    }
    documents.start(now, recovered, out, fact -> tell(now, fact, out));
    orders.start(now, recovered, out, fact -> tell(now, fact, out));
    tags.start(now, recovered, out);
    campaigns.start(now, recovered.states(), out);
    charging.restore(recovered.states(), out);
    telemetry.start(now);
    brokerWatch.start(now);
    uplink.start(now);
    finish(now, out);
  }

  private void restore(String key, String what, Consumer<byte[]> into, Effects out) {
    byte[] state = recovered.states().get(key);
    if (state == null) {
      return;
    }
    try {
      into.accept(state);
    } catch (StateReader.Unreadable e) {
      say(
          out,
          what
              + " cannot be read from the journal and starts empty: "
              + e.getMessage()
              + ". Check whether an older release was installed.");
    }
  }

  /** Alarms, facts and orders go on; what can be told again waits until there is room. */
  private void roomChanged(Moment now, boolean isShort, Consumer<Fact> say) {
    this.isShort = isShort;
    notes.holdTelemetry(now, isShort);
    tags.hold(isShort);
    telemetry.hold(isShort);
    if (isShort) {
      faults.failed(now, NO_ROOM, say);
    } else {
      faults.ended(now, NO_ROOM.device(), NO_ROOM.kind(), 1, say);
    }
  }

  private void dropped(Moment now, Input.RowsDropped i, Consumer<Fact> say) {
    Trouble trouble =
        switch (i.cause()) {
          case DISK -> DROPPED_FOR_SPACE;
          case BUDGET -> DROPPED_FOR_BUDGET;
        };
    losses.lost(now, trouble, i.events(), say);
  }

  private static Trouble damagedJournal(String where) {
    return Trouble.of(
        "journal",
        "damaged",
        "The journal was damaged and is set aside as " + where + "; a new one was begun.",
        "Check the memory card. What can still be read of it is sent later, behind what is live.");
  }

  private static Trouble changedKey(String old) {
    return Trouble.of(
        "device",
        "key_changed",
        "This device has another key of its own than before; the old public key was " + old + ".",
        "Find out who took device.key out of the data folder, and tell the backend the new key.");
  }

  /** One input. What it leads to is added to {@code out}. */
  public void step(Moment now, Input input, Effects out) {
    if (startsAnew) {
      return; // what is written now would undo what the next life begins with
    }
    audit.begin(out);
    Consumer<Fact> say = fact -> tell(now, fact, out);
    switch (input) {
      case Input.Tick i -> tick(now, out, say);
      case Input.Samples i -> samples(now, i, out, say);
      case Input.DeviceFailed i -> failed(now, i, say);
      case Input.DeviceRecovered i -> {
        faults.ended(now, i.device(), i.kind(), i.count(), say);
        tags.deviceRecovered(now, i.device());
        signals.deviceRecovered(i.device());
      }
      case Input.TagsHeard i -> {
        campaigns.heard(now, i);
        tags.heard(now, i, out, say);
      }
      case Input.TemperatureRead i -> temperatures.read(now, i.device(), i.celsius());
      case Input.DeviceCounted i -> counted(now, i, say);
      case Input.SamplesLost i -> lost(now, i, say);
      case Input.ContactsRead i -> {
        lineWatch.heard(i.board(), now, say);
        doors.contacts(now, i, say, news(out, say));
        orders.looked(now, out, say);
      }
      case Input.Pulsed i -> {
        audit.pulsed(now, i, out);
        doors.pulsed(now, i, say);
        orders.pulsed(now, i, out, say);
      }
      case Input.BrokerConnected i -> uplink.connected(now, i, out);
      case Input.BrokerLost i -> uplink.lost(now, i, out);
      case Input.PublicationDone i -> uplink.done(now, i);
      case Input.Acknowledged i -> uplink.acknowledged(now, i, out);
      case Input.StateAsked i -> uplink.askForState();
      case Input.MessageArrived i -> {
        if (!stopped) { // unanswered and not acknowledged: it comes again after the next start
          arrived(now, i, out, say);
        }
      }
      case Input.MessageTurnedAway i -> turnedAway(now, i, out, say);
      case Input.MessageUnreadable i -> unreadable(i, out);
      case Input.RowsRead i -> {
        desk.read(now, i);
        uplink.rowsRead(now, i, out);
      }
      case Input.SalvageRead i -> salvage.read(now, i, out);
      case Input.Noted i -> notes.noted(now, i);
      case Input.StatusAsked i -> desk.asked(i.token(), out);
      case Input.StaffAsked i -> staff(now, i, out, say);
      case Input.RoomChanged i -> roomChanged(now, i.isShort(), say);
      case Input.RoomLacks i -> outbox.flush(out);
      case Input.RowsDropped i -> dropped(now, i, say);
      case Input.StopAsked i -> stop(now, out);
    }
    replan(now, out, say);
    finish(now, out);
  }

  /** When a {@code Tick} is due. */
  public long nextWakeNanos() {
    return nextWake;
  }

  private void tick(Moment now, Effects out, Consumer<Fact> say) {
    uplink.tick(now, out);
    documents.tick(now, out, say);
    orders.tick(now, out, say);
    if (now.nanos() < nextRound) {
      return;
    }
    nextRound = now.nanos() + ROUND_NANOS;
    shelves.tick(now, out);
    shelves.cells().tick(now, faults, say);
    shelves.weights().tick(now, faults, out, say);
    doors.tick(now, say);
    lineWatch.look(now, say);
    priceWatch.look(now, say);
    tags.look(now, out, say);
    faults.tick(now, say);
    losses.tick(now, say);
    brokerWatch.look(now, uplink.health(), uplink.isOnline(), say);
    telemetry.tick(now, out);
    salvage.tick(uplink.isOnline() && !isShort, out);
    if (shelves.takeKnownChanged()) {
      uplink.askForState();
    }
  }

  private void arrived(Moment now, Input.MessageArrived message, Effects out, Consumer<Fact> say) {
    switch (message.channel()) {
      case DN_ORDER -> orders.arrived(now, message, out, say);
      case DN_DOCUMENT -> documents.arrived(now, message, out, say);
      // Nothing else needs an answer of ours; only the broker waits.
      default -> out.add(new Effect.AcknowledgeMessage(message.attempt(), message.token()));
    }
  }

  private void turnedAway(
      Moment now, Input.MessageTurnedAway message, Effects out, Consumer<Fact> say) {
    switch (message.channel()) {
      case DN_ORDER -> orders.turnedAway(now, message, out, say);
      case DN_DOCUMENT -> documents.turnedAway(now, message, out, say);
      // A watermark or a question: it comes again.
      default -> out.add(new Effect.AcknowledgeMessage(message.attempt(), message.token()));
    }
  }

  /** Doors that open tell how orders end. */
  private DoorNews news(Effects out, Consumer<Fact> say) {
    return new DoorNews() {
      @Override
      public void opened(int lock, Moment now) {
        orders.opened(lock, out, say);
        charging.opened(lock, out);
      }

      @Override
      public void shut(int lock, Moment now) {}
    };
  }

  private void samples(Moment now, Input.Samples input, Effects out, Consumer<Fact> say) {
    SampleBlock block = input.block();
    for (int i = 0; i < block.size(); i++) {
      int cell = block.cell(i);
      cellsOfBus[input.bus()].set(cell);
      shelves.sample(cell, block.nanos(i), block.grams(i), block.quality(i));
      if (block.quality(i) != SampleBlock.INVALID) {
        faults.weighed(now, cell, say);
      }
    }
    shelves.conclude(now, out);
  }

  private void failed(Moment now, Input.DeviceFailed i, Consumer<Fact> say) {
    i.cells().forEach(cell -> shelves.gap(cell, now));
    Trouble trouble =
        new Trouble(i.device(), i.kind(), i.what(), i.check(), i.exchanges(), i.cells());
    faults.failed(now, trouble, say);
    lineWatch.failed(i.device());
    tags.deviceFailed(i.device());
    signals.deviceFailed(i.device());
    doors.deviceFailed(i.device(), now, say);
  }

  private void counted(Moment now, Input.DeviceCounted i, Consumer<Fact> say) {
    polls.counted(i.device(), i.polls(), i.failures());
    if (i.polls() > i.failures()) {
      faults.answered(now, i.device(), say);
    }
  }

  private void lost(Moment now, Input.SamplesLost i, Consumer<Fact> say) {
    cellsOfBus[i.bus()].stream().forEach(cell -> shelves.gap(cell, now));
    losses.lost(now, Losses.ofBus("bus/" + setup.buses().get(i.bus())), i.count(), say);
  }

  /** The first is news, then every thousandth: whoever sends junk must not write our log. */
  private void unreadable(Input.MessageUnreadable i, Effects out) {
    if (unreadable++ % 1000 == 0) {
      say(
          out,
          "A message on "
              + i.channel().path()
              + " cannot be read: "
              + i.why()
              + ". Messages like this so far: "
              + unreadable
              + ". Check which backend publishes there.");
    }
  }

  private void staff(Moment now, Input.StaffAsked asked, Effects out, Consumer<Fact> say) {
    StaffAnswer answer =
        switch (asked.request()) {
          case StaffRequest.CountGoods counted -> shelves.counted(now, counted, faults, out);
          case StaffRequest.BeginRestock begin -> shelves.beginRestock(now, begin, out);
          case StaffRequest.EndRestock end -> endRestock(now, out);
          case StaffRequest.LightBay asking -> signals.light(now, asking);
          case StaffRequest.SilenceBuzzers heard -> signals.silence();
          case StaffRequest.AskTag asking -> tagReport.answer(asking);
          case StaffRequest.ListPrices list -> StaffAnswer.done(documents.prices().text(now));
          case StaffRequest.ListWeights list -> shelves.weights().list();
          case StaffRequest.ForgetWeight forget -> shelves.weights().forget(forget, out, say);
          case StaffRequest.ListCalibrations list -> shelves.cells().list(now);
          case StaffRequest.Calibrate request -> shelves.calibrate(now, request, out, say);
        };
    out.add(new Effect.AnswerStaff(asked.token(), answer));
  }

  private StaffAnswer endRestock(Moment now, Effects out) {
    StaffAnswer answer = shelves.endRestock(now, out);
    if (answer.outcome() != StaffAnswer.Outcome.DONE) {
      return answer;
    }
    documents.planograms().restocked(out);
    return documents.planograms().due() == null
        ? answer
        : StaffAnswer.done(
            answer.text()
                + "\nThe planogram changes now. Count the bays that \"status\" then calls unknown.");
  }

  /** A planogram comes into force with a start, once no lock is under way. */
  private void replan(Moment now, Effects out, Consumer<Fact> say) {
    PlanogramReader.Verdict.Fits next = documents.planograms().due();
    if (next == null || stopped || orders.isBusy()) {
      return;
    }
    stop(now, out);
    shelves.replan(
        next.skus(),
        out,
        (counts, changed) -> {
          documents.planograms().apply(counts, changed, out, say);
          tags.replan(changed, out);
        });
    startsAnew = true;
  }

  /** Whether this life has ended and the next one shall begin at once. */
  public boolean startsAnew() {
    return startsAnew;
  }

  private void stop(Moment now, Effects out) {
    if (stopped) {
      return;
    }
    stopped = true;
    shelves.saveAll(out);
    telemetry.tell(now, out);
    notes.write(out);
    uplink.stop(now, out);
    outbox.flush(out);
  }

  /** One line in the log for a fault, and its row. */
  private void tell(Moment now, Fact fact, Effects out) {
    outbox.append(now, fact, out);
    if (fact instanceof Fact.RolledBack) {
      tags.forgetAll(now, out); // what they were sent since that copy was made, nobody knows
    }
    Effect.Notice line = FaultLines.of(fact);
    if (line != null) {
      out.add(line);
    }
  }

  /** What follows from any step. */
  private void finish(Moment now, Effects out) {
    if (notes.isDue(now) || !out.durables().isEmpty()) {
      notes.write(out);
    }
    if (faults.takeChanged()) {
      out.add(new Effect.SaveState(FAULTS, faults.state()));
    }
    if (losses.takeChanged(now, !out.durables().isEmpty())) {
      out.add(new Effect.SaveState(LOSSES, losses.state()));
    }
    if (doors.takeChanged()) {
      out.add(new Effect.SaveState(DOORS, doors.memory()));
    }
    if (!stopped) {
      signals.finish(now, shelves::isRestocked, out);
      tags.finish(now, out);
      if (campaigns.finish(now, out, fact -> tell(now, fact, out))) {
        tags.orderChanged();
      }
      tellChallenge(now, out);
      if (uplink.stateDue(now)) {
        uplink.sendState(now, shelves.report(now), out);
      }
      uplink.send(now, out);
    }
    if (worthFlushing(now, out)) {
      outbox.flush(out);
    }
    // Last: what is wished after it is not looked at.
    audit.end(now, out, stopped, fact -> tell(now, fact, out));
    for (long token : desk.takeAnswerable()) {
      out.add(new Effect.AnswerStatus(token, status(now)));
    }
    long wake = Math.min(uplink.nextWakeNanos(now.nanos()), notes.dueNanos());
    wake = Math.min(wake, Math.min(orders.nextWakeNanos(), tags.nextWakeNanos(now)));
    wake = Math.min(wake, campaigns.nextWakeNanos());
    nextWake = Math.min(Math.max(nextRound, now.nanos()), wake);
  }

  private void tellChallenge(Moment now, Effects out) {
    Challenges challenges = orders.challenges();
    if (challenges.takeChanged()) {
      uplink.askForChallenge();
    }
    if (uplink.isOnline()) {
      orders.reached();
    }
    if (orders.hasLocks() && uplink.challengeDue()) {
      uplink.sendChallenge(now, challenges.newest(), Challenges.validMillis(), out);
    }
  }

  private Status status(Moment now) {
    List<Status.LaneStatus> lanes = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      LaneEnds ends = outbox.ends(lane);
      lanes.add(
          new Status.LaneStatus(
              lane, ends.last().seq(), ends.acknowledged(), desk.ageMillis(lane)));
    }
    return new Status(
        shelves.report(now),
        shelves.lasts(),
        shelves.cells().status(faults),
        uplink.connection(),
        lanes,
        orders.status(),
        doors.list(),
        signals.status(),
        tagReport.status(now),
        campaigns.status(),
        temperatures.status(now),
        faults.list(now));
  }

  /** A commit of its own for what is done would double the wear of the card. */
  private boolean worthFlushing(Moment now, Effects out) {
    long unreleased = outbox.unreleased();
    if (unreleased == 0) {
      unreleasedSince = Long.MAX_VALUE;
      return false;
    }
    unreleasedSince = Math.min(unreleasedSince, now.nanos());
    boolean late = setup.brokerEndsRows() && now.nanos() - unreleasedSince >= UNRELEASED_NANOS;
    if (unreleased > UNRELEASED_MAX || late || !out.durables().isEmpty()) {
      unreleasedSince = Long.MAX_VALUE;
      return true;
    }
    return false;
  }

  private static void say(Effects out, String text) {
    out.add(new Effect.Notice(Effect.Notice.Level.WARNING, text));
  }
}
