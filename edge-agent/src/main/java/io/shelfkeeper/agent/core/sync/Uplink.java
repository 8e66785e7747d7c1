package io.shelfkeeper.agent.core.sync;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.sync.Session.Greeting;
import io.shelfkeeper.agent.core.sync.Session.Happening;
import io.shelfkeeper.agent.core.sync.Session.Offline;
import io.shelfkeeper.agent.core.sync.Session.Online;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rows of the outbox to the backend. No row goes before the watermarks have come, and
 * none is let go on anybody's word but the one that the site file names.
 */
public final class Uplink {
  /** Publications under way at once, if the broker takes as many. */
  static final int WINDOW = 768;

  /** A broker that takes messages and answers none of them for this long is deaf. */
  static final long DEAF_NANOS = 30 * Moment.NANOS_PER_SECOND;

  /** Rows are sent again so often before the backend is asked anew how far it is. */
  private static final int RESENDS_MAX = 2;

  // For the process.
  private final Outbox outbox;
  private final LongSupplier random;
  private final boolean brokerEndsRows;
  private final Map<Lane, LaneFlow> flows = new EnumMap<>(Lane.class);
  private Session session = new Session.Closed(0);
  private long dropped;
  private long heard;

  // For this connection.
  private final Flights flights = new Flights();
  private Pace pace = new Pace(1);

  /** Whether sending waits until a part of the window is free again. */
  private boolean crowded;

  private String lostWhy = "not tried yet";

  // For this session.
  private final Comparison comparison = new Comparison();
  private int epoch;
  private boolean birthOwed;
  private boolean stateWanted;
  private boolean challengeWanted;
  private int stateTries;
  private long stateNotBefore;

  public Uplink(Outbox outbox, boolean brokerEndsRows, LongSupplier random) {
    this.outbox = outbox;
    this.brokerEndsRows = brokerEndsRows;
    this.random = random;
    for (Lane lane : Lane.values()) {
      flows.put(lane, new LaneFlow(lane, random));
    }
  }

  public void start(Moment now) {
    session = Session.first(now.nanos(), random);
  }

  /** Whatever is due by now. */
  public void tick(Moment now, Effects out) {
    if (flights.quietNanos() <= now.nanos() - DEAF_NANOS) {
      lostWhy = "the broker took messages and answered none for 30 s";
      happen(new Happening.Deaf(), now, out);
    }
    happen(new Happening.Due(), now, out);
  }

  public void connected(Moment now, Input.BrokerConnected input, Effects out) {
    if (!(session instanceof Session.Connecting s) || s.attempt() != input.attempt()) {
      dropped++;
      return;
    }
    flights.clear();
    crowded = false;
    pace = new Pace(Math.clamp(input.window(), 1, WINDOW));
    happen(new Happening.Connected(input.attempt()), now, out);
    if (brokerEndsRows && session instanceof Greeting greeting) {
      // Nobody will answer this greeting: the broker's word is all there is.
      happen(new Happening.Answered(greeting.session()), now, out);
      happen(new Happening.Compared(), now, out);
    }
  }

  public void lost(Moment now, Input.BrokerLost input, Effects out) {
    if (input.attempt() != session.attempt()) {
      dropped++;
      return;
    }
    lostWhy = input.why();
    happen(new Happening.Lost(input.attempt(), input.code()), now, out);
  }

  /** The broker answered a publication. */
  public void done(Moment now, Input.PublicationDone input) {
    Flights.Flight flight =
        input.attempt() == session.attempt() ? flights.land(input.token(), now.nanos()) : null;
    boolean taken = input.code() >= 0 && input.code() < 0x80;
    if (flight != null && taken) {
      pace.answered(now.nanos() - flight.sentNanos());
    }
    switch (flight) {
      case null -> dropped++;
      case Flights.ChallengeFlight challenge -> {} // the next one follows soon
      case Flights.BirthFlight birth -> {} // it is asked again until answered
      case Flights.StateFlight state when taken -> stateTries = 0;
      case Flights.StateFlight state -> {
        stateWanted = true;
        stateNotBefore =
            now.nanos() + Backoff.calmNanos(Backoff.FIRST_NANOS, stateTries++, random.getAsLong());
      }
      case Flights.RowFlight row when row.epoch() != epoch -> {} // its number is another's now
      case Flights.RowFlight row when taken -> rowTaken(row, now);
      case Flights.RowFlight row ->
          flow(row.lane()).refused(row.from(), row.seq(), input.code(), now.nanos());
    }
  }

  private void rowTaken(Flights.RowFlight row, Moment now) {
    flow(row.lane()).succeeded();
    long acknowledged = outbox.acknowledged(row.lane());
    if (brokerEndsRows && row.from() <= acknowledged + 1 && row.seq() > acknowledged) {
      outbox.acknowledge(row.lane(), new Mark(row.seq(), row.id()));
      heard++;
      flow(row.lane()).moved(outbox.ends(row.lane()), now.nanos());
    }
  }

  /** The backend told how far it has come. */
  public void acknowledged(Moment now, Input.Acknowledged input, Effects out) {
    if (brokerEndsRows || !input.incarnation().equals(outbox.incarnation())) {
      dropped++;
      return;
    }
    switch (session) {
      case Greeting s when s.session().equals(input.answers()) -> {
        happen(new Happening.Answered(s.session()), now, out);
        comparison.begin(input, true);
        compare(now, out);
      }
      case Online s -> {
        comparison.begin(input, false);
        compare(now, out);
      }
      // Words of before this greeting: the answer will tell the same and more.
      default -> dropped++;
    }
  }

  /** The journal's answer to {@code ReadRows}. */
  public void rowsRead(Moment now, Input.RowsRead input, Effects out) {
    comparison.lookedUp(input);
    compare(now, out);
    if (session instanceof Online) {
      flow(input.lane()).read(input.fromSeq(), outbox.incarnation(), input.rows());
    }
  }

  /** Judges every mark that waits, and acts when none has to be looked up any more. */
  private void compare(Moment now, Effects out) {
    if (comparison.isEmpty() || !comparison.judge(outbox, this::idAt, out)) {
      return;
    }
    long before = waiting();
    Comparison.Outcome outcome = comparison.finish(outbox, this::idAt, out);
    heard += waiting() < before || waiting() == 0 ? 1 : 0;
    for (Lane lane : Lane.values()) {
      flow(lane).moved(outbox.ends(lane), now.nanos());
    }
    switch (outcome) {
      case Comparison.Outcome.Fits fits -> happen(new Happening.Compared(), now, out);
      case Comparison.Outcome.Doubtful doubtful -> happen(new Happening.Doubt(), now, out);
      case Comparison.Outcome.Misfit misfit -> begin(misfit, now, out);
    }
  }

  private void begin(Comparison.Outcome.Misfit misfit, Moment now, Effects out) {
    String next = EventIds.incarnation(random);
    epoch++;
    outbox.startIncarnation(next, misfit.cause(), now, out);
    misfit
        .places()
        .forEach(
            (lane, place) ->
                outbox.append(
                    now, new Fact.RolledBack(lane, place.backendSeq(), place.ownSeq(), next), out));
    for (Lane lane : Lane.values()) {
      // Ids that were sent under numbers of the old count must not be taken for the new one's.
      flow(lane).reset(outbox.ends(lane), now.nanos());
    }
    out.add(
        new Effect.Notice(
            Effect.Notice.Level.ERROR,
            "The watermarks of the backend do not fit this journal ("
                + misfit.cause()
                + "). "
                + "A new incarnation was started and nothing is lost. "
                + "Check who restored an older copy of the data directory or of the backend."));
    happen(new Happening.Misfit(), now, out);
  }

  private long waiting() {
    long sum = 0;
    for (Lane lane : Lane.values()) {
      sum += outbox.waiting(lane);
    }
    return sum;
  }

  private @Nullable String idAt(Lane lane, long seq) {
    return flow(lane).idAt(seq);
  }

  /** The complete state is wanted, as soon as rows may go. */
  public void askForState() {
    stateWanted = true;
  }

  /** Whether the complete state should be made and sent now. */
  public boolean stateDue(Moment now) {
    return session instanceof Online
        && stateWanted
        && now.nanos() >= stateNotBefore
        && flights.size() < pace.window();
  }

  public void sendState(Moment now, StateReport state, Effects out) {
    stateWanted = false;
    long token = flights.add(new Flights.StateFlight(now.nanos()));
    out.add(new Effect.PublishState(session.attempt(), token, state));
  }

  /** A new challenge has to be told. */
  public void askForChallenge() {
    challengeWanted = true;
  }

  /** Whether the challenge should be told now: after each change and each connect. */
  public boolean challengeDue() {
    return session instanceof Online && challengeWanted && flights.size() < pace.window();
  }

  public void sendChallenge(Moment now, String challenge, long validMillis, Effects out) {
    challengeWanted = false;
    long token = flights.add(new Flights.ChallengeFlight(now.nanos()));
    out.add(
        new Effect.PublishChallenge(
            session.attempt(),
            token,
            challenge,
            validMillis,
            outbox.incarnation(),
            outbox.boot(),
            now));
  }

  /** Sends what may go, alarms first. */
  public void send(Moment now, Effects out) {
    greet(now, out);
    if (!(session instanceof Online)) {
      return;
    }
    for (Lane lane : Lane.values()) {
      flow(lane).moved(outbox.ends(lane), now.nanos());
      if (!resend(lane, now, out)) {
        return;
      }
    }
    for (Lane lane : Lane.values()) {
      LaneFlow flow = flow(lane);
      while (flights.size() < windowOf(lane) && !waitsForRoom(lane)) {
        OutboxRow row = flow.take(now.nanos());
        if (row == null) {
          break;
        }
        long token =
            flights.add(
                new Flights.RowFlight(now.nanos(), lane, row.from(), row.seq(), row.id(), epoch));
        out.add(new Effect.PublishRow(session.attempt(), token, row));
      }
      crowded |= flights.size() >= windowOf(lane);
      if (flow.asksForPage(now.nanos())) {
        out.add(new Effect.ReadRows(lane, flow.next(), LaneFlow.PAGE));
      }
    }
  }

  /**
   * A silent backend may have been restored from an older copy, and then waits for rows that we no
   * longer have. Only a greeting can tell.
   *
   * @return whether rows may still go
   */
  private boolean resend(Lane lane, Moment now, Effects out) {
    LaneFlow flow = flow(lane);
    if (now.nanos() < flow.silentNanos()) {
      return true;
    }
    if (flow.resends() < RESENDS_MAX || brokerEndsRows) {
      flow.resend(now.nanos());
      return true;
    }
    happen(new Happening.Doubt(), now, out);
    return false;
  }

  /** A backlog of telemetry must not keep an alarm waiting for a place in the window. */
  private int windowOf(Lane lane) {
    int window = pace.window();
    if (window < 8) {
      return window;
    }
    return switch (lane) {
      case ALARM -> window;
      case FACT -> window - 2;
      case TELEMETRY -> window - 4;
    };
  }

  /**
   * A full window is left until a quarter of it is free. Filling each place as it becomes free
   * would cost a backlog a wake-up of each thread, and a packet on the wire, per row. An alarm does
   * not wait.
   */
  private boolean waitsForRoom(Lane lane) {
    crowded &= flights.size() > windowOf(Lane.TELEMETRY) - pace.window() / 4;
    return crowded && lane != Lane.ALARM;
  }

  /** Says good-bye. */
  public void stop(Moment now, Effects out) {
    happen(new Happening.Stop(), now, out);
  }

  /** When {@link #tick} and {@link #send} have something to do next. */
  public long nextWakeNanos(long nowNanos) {
    long wake = session.dueNanos();
    if (flights.size() > 0) {
      wake = Math.min(wake, flights.quietNanos() + DEAF_NANOS);
    }
    if (session instanceof Online) {
      for (LaneFlow flow : flows.values()) {
        wake = Math.min(wake, flow.wakeNanos(nowNanos));
      }
      if (stateWanted && stateNotBefore > nowNanos) {
        wake = Math.min(wake, stateNotBefore);
      }
    }
    return wake;
  }

  /** One word for people. */
  public String connection() {
    return switch (session) {
      case Offline s -> "offline";
      case Session.Connecting s -> "connecting";
      case Greeting s -> "greeting";
      case Session.Comparing s -> "greeting";
      case Online s -> "online";
      case Session.Closed s -> "offline";
    };
  }

  /** Whether rows may go. */
  public boolean isOnline() {
    return session instanceof Online;
  }

  /** How the connection is doing, for whoever reports faults. */
  public LinkHealth health() {
    boolean connected =
        switch (session) {
          case Greeting s -> true;
          case Session.Comparing s -> true;
          case Online s -> true;
          default -> false;
        };
    int asked = session instanceof Greeting s ? s.asked() : 0;
    int refusals = 0;
    int resends = 0;
    for (LaneFlow flow : flows.values()) {
      refusals = Math.max(refusals, flow.refusals());
      resends = Math.max(resends, flow.resends());
    }
    return new LinkHealth(connected, session.attempt(), asked, refusals, resends, heard, lostWhy);
  }

  /** Inputs that belonged to something that was over. */
  public long dropped() {
    return dropped;
  }

  private void happen(Happening happening, Moment now, Effects out) {
    Session before = session;
    Session.Step step = before.step(happening, now.nanos(), random);
    session = step.next();
    switch (step.wish()) {
      case NOTHING -> {}
      case CONNECT -> out.add(new Effect.Connect(session.attempt()));
      case DISCONNECT -> out.add(new Effect.Disconnect(before.attempt(), why(happening)));
      case GREET -> {
        birthOwed = true;
        greet(now, out);
      }
      case COMPARE -> {}
      case OPEN -> open(now);
    }
    if (session instanceof Offline && !(before instanceof Offline)) {
      flights.clear();
      comparison.clear();
    }
  }

  private String why(Happening happening) {
    return happening instanceof Happening.Stop ? "the agent ends" : lostWhy;
  }

  /** Asks once there is a place for the question, and never twice at the same time. */
  private void greet(Moment now, Effects out) {
    if (session instanceof Greeting s
        && birthOwed
        && flights.size() < pace.window()
        && !flights.anyBirth()) {
      birthOwed = false;
      long token = flights.add(new Flights.BirthFlight(now.nanos()));
      out.add(
          new Effect.PublishBirth(
              s.attempt(), token, s.session(), outbox.incarnation(), outbox.boot(), now));
    }
  }

  private void open(Moment now) {
    epoch++;
    for (Lane lane : Lane.values()) {
      flow(lane).reset(outbox.ends(lane), now.nanos());
    }
    stateWanted = true;
    challengeWanted = true;
    stateTries = 0;
    stateNotBefore = now.nanos();
  }

  private LaneFlow flow(Lane lane) {
    return Objects.requireNonNull(flows.get(lane));
  }
}
