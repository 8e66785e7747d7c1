package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.answers.Answers;
import io.shelfkeeper.agent.core.documents.TrustDesk;
import io.shelfkeeper.agent.core.facts.BurnedOrder;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.permits.Challenges;
import io.shelfkeeper.agent.core.permits.Gate;
import io.shelfkeeper.agent.core.permits.Permit;
import io.shelfkeeper.agent.core.permits.Refusal;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import io.shelfkeeper.agent.core.trust.Trust;
import io.shelfkeeper.agent.core.trust.Why;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where orders arrive, are judged and answered. Nothing moves before its order is authentic, fresh,
 * unused, allowed, and written down as used; nothing moves twice for one order.
 */
public final class OrderDesk {
  private static final String RELEASES = "orders/under_way";

  /** Longer than any coil rests. */
  private static final long RECENT_MILLIS = 60_000;

  /** Of an order of another release's journal. */
  private static final String UNKNOWN_TARGET = "lock/?";

  // For the process.
  private final OrderSetup setup;
  private final LockSight sight;
  private final Gate gate;
  private final Releases releases;
  private final OrderBook book = new OrderBook();
  private final TrustDesk issuers;
  private final Answers answers;
  private final Gate.Sight gateSight;

  /**
   * @param issuers who may order
   * @param random nobody but us can guess its next number: challenges are made of it
   */
  public OrderDesk(
      OrderSetup setup, TrustDesk issuers, Answers answers, LockSight sight, LongSupplier random) {
    this.setup = setup;
    this.issuers = issuers;
    this.answers = answers;
    this.sight = sight;
    gate = new Gate(setup.locks(), setup.pulsesPerMinuteMax(), random);
    releases = new Releases(setup.locks(), sight);
    gateSight =
        new Gate.Sight() {
          @Override
          public boolean isOpen(int lock) {
            return sight.isOpen(lock);
          }

          @Override
          public boolean isUnderWay(int lock) {
            return releases.isUnderWay(lock);
          }
        };
  }

  /** Takes up what the journal knows. What was burned and has no outcome never gets a known one. */
  public void start(Moment now, Recovered recovered, Effects out, Consumer<Fact> say) {
    gate.start(now, recovered.quarantined() != null);
    Map<String, String> targets = Releases.targets(recovered.states().get(RELEASES));
    for (BurnedOrder burned : recovered.burned()) {
      book.burn(burned.order(), burned.digest());
      Fact end = end(burned);
      if (end != null) {
        book.end(burned.order(), end);
        if (end instanceof Fact.OrderDone done && isRecent(burned.at(), now)) {
          lock(done.target()).ifPresent(lock -> gate.rest(lock, now));
        }
      } else {
        String target = targets.getOrDefault(burned.order(), UNKNOWN_TARGET);
        ReleaseState state = ReleaseState.PULSING.after(ReleaseState.Happening.START);
        lock(target)
            .ifPresent(
                lock -> {
                  gate.rest(lock, now);
                  sight.released(lock, now, say);
                });
        finish(burned.order(), target, state, "", out, say);
      }
    }
  }

  /** Without two clocks that can be believed every time is recent. */
  private static boolean isRecent(Moment then, Moment now) {
    return then.clock() != ClockTrust.TRUSTED
        || now.clock() != ClockTrust.TRUSTED
        || Math.abs(now.wallMillis() - then.wallMillis()) < RECENT_MILLIS;
  }

  private OptionalInt lock(String target) {
    return IntStream.range(0, setup.locks().size())
        .filter(lock -> setup.locks().get(lock).target().equals(target))
        .findFirst();
  }

  private static @Nullable Fact end(BurnedOrder burned) {
    byte[] outcome = burned.outcome();
    if (outcome == null) {
      return null;
    }
    try {
      return OutcomeCodec.read(burned.order(), outcome);
    } catch (StateReader.Unreadable | IllegalArgumentException e) {
      // Of another release. It was told once, and is used for ever; only a repeat gets less.
      ReleaseState state = ReleaseState.RESTARTED;
      return OutcomeText.of(burned.order(), UNKNOWN_TARGET, state, "");
    }
  }

  /** An order. Acknowledged at the broker once its answer is committed. */
  public void arrived(Moment now, Input.MessageArrived message, Effects out, Consumer<Fact> say) {
    order(now, message, out, say);
    out.add(new Effect.AcknowledgeMessage(message.attempt(), message.token()));
  }

  /** The cheapest check first. */
  private void order(Moment now, Input.MessageArrived message, Effects out, Consumer<Fact> say) {
    byte[] bytes = message.payload();
    Trust trust = issuers.trust();
    if (bytes.length > SignedOrder.BYTES_MAX) {
      answers.stranger(now, Refusal.TOO_LARGE, out, say);
    } else if (message.retained()) {
      stranger(now, Refusal.RETAINED, message, out, say);
    } else if (trust == null) {
      stranger(now, Refusal.UNTRUSTED, message, out, say);
    } else {
      switch (SignedOrder.read(bytes, trust, setup.self())) {
        case SignedOrder.Reading.Refused refused ->
            stranger(now, refusal(refused.why()), message, out, say);
        case SignedOrder.Reading.Authentic authentic -> {
          if (authentic(now, authentic.order(), bytes, out, say)) {
            keep(now, message, out);
          }
        }
      }
    }
  }

  private void stranger(
      Moment now, Refusal why, Input.MessageArrived message, Effects out, Consumer<Fact> say) {
    if (answers.stranger(now, why, out, say)) {
      keep(now, message, out);
    }
  }

  /** For people who ask what was sent to this device. */
  private static void keep(Moment now, Input.MessageArrived message, Effects out) {
    out.add(new Effect.StoreMessage(message.channel(), now, message.payload()));
  }

  private static Refusal refusal(Why why) {
    return switch (why) {
      case TOO_LARGE -> Refusal.TOO_LARGE;
      case MALFORMED -> Refusal.MALFORMED;
      case UNKNOWN_KEY, OUT_OF_SCOPE, NOT_FOR_US, BAD_SIGNATURE, WEAK_KEY, OLD_VERSION ->
          Refusal.UNTRUSTED;
    };
  }

  /**
   * @return whether it was new
   */
  private boolean authentic(
      Moment now, SignedOrder order, byte[] bytes, Effects out, Consumer<Fact> say) {
    String digest = OrderBook.digest(bytes);
    OrderBook.Entry known = book.find(order.id());
    if (known != null) {
      repeated(now, order, known, known.digest().equals(digest), out, say);
      return false;
    }
    switch (gate.admit(order, now, gateSight)) {
      case Gate.Verdict.Refused refused -> {
        Fact.OrderRefused end = refused(order, refused.why());
        if (refused.why() != Refusal.STALE && refused.why() != Refusal.UNKNOWN_TARGET) {
          // Whoever was told that nothing moved must not see it move when a broker repeats.
          book.refuse(order.id(), digest, end);
        }
        answers.issuer(now, end, refused.why(), out, say);
        if (refused.why() == Refusal.DOOR_OPEN) {
          lock(order.target()).ifPresent(lock -> sight.stoodOpen(lock, say));
        }
      }
      case Gate.Verdict.Granted granted -> {
        book.burn(order.id(), digest);
        carryOut(now, granted.permit(), digest, order.issuer(), out, say);
      }
    }
    return true;
  }

  /** Burned in the transaction of this turn, moved after it. */
  private void carryOut(
      Moment now, Permit permit, String digest, String issuer, Effects out, Consumer<Fact> say) {
    out.add(new Effect.BurnOrder(permit.order(), digest, now, 0, issuer));
    releases.begin(permit.order(), permit.lock(), now);
    out.add(new Effect.SaveState(RELEASES, releases.state()));
    sight.released(permit.lock(), now, say);
    out.add(new Effect.Actuate(permit.actuation()));
  }

  private void repeated(
      Moment now,
      SignedOrder order,
      OrderBook.Entry known,
      boolean identical,
      Effects out,
      Consumer<Fact> say) {
    if (!identical) {
      answers.issuer(now, refused(order, Refusal.ID_REUSED), Refusal.ID_REUSED, out, say);
    } else if (known.end() != null) {
      answers.repeat(now, known.end(), out, say);
    }
  }

  private static Fact.OrderRefused refused(SignedOrder order, Refusal why) {
    return new Fact.OrderRefused(order.id(), why.code(), why.change());
  }

  /** An order for which the inbox had no room. */
  public void turnedAway(
      Moment now, Input.MessageTurnedAway message, Effects out, Consumer<Fact> say) {
    answers.turnAway(now, true, out, say);
    out.add(new Effect.AcknowledgeMessage(message.attempt(), message.token()));
  }

  /** What became of a pulse. */
  public void pulsed(Moment now, Input.Pulsed input, Effects out, Consumer<Fact> say) {
    boolean moved = input.answer() != Input.PulseAnswer.NOT_SENT;
    gate.pulsed(input.order(), input.lock(), moved, now);
    finish(releases.pulsed(input, now), out, say);
  }

  /** A contact saw the door of a lock open. */
  public void opened(int lock, Effects out, Consumer<Fact> say) {
    finish(releases.opened(lock), out, say);
  }

  /** Doors were looked at: an order whose time is up may have waited for that. */
  public void looked(Moment now, Effects out, Consumer<Fact> say) {
    finish(releases.late(now), out, say);
  }

  /** Whatever is due by now. */
  public void tick(Moment now, Effects out, Consumer<Fact> say) {
    gate.tick(now);
    finish(releases.late(now), out, say);
  }

  private void finish(List<Releases.Ended> ended, Effects out, Consumer<Fact> say) {
    for (Releases.Ended one : ended) {
      String target = setup.locks().get(one.lock()).target();
      finish(one.order(), target, one.state(), one.detail(), out, say);
      if (one.state() == ReleaseState.JAMMED) {
        sight.jammed(one.lock(), one.order(), say);
      }
    }
    if (!ended.isEmpty()) {
      out.add(new Effect.SaveState(RELEASES, releases.state()));
    }
  }

  /** The outcome and its row are one transaction. */
  private void finish(
      String order,
      String target,
      ReleaseState state,
      String detail,
      Effects out,
      Consumer<Fact> say) {
    Fact.OrderDone done = OutcomeText.of(order, target, state, detail);
    out.add(new Effect.StoreOutcome(order, OutcomeCodec.write(done)));
    book.end(order, done);
    answers.done(done, out, say);
  }

  /** The backend has been reached: it knows what a lost journal has forgotten. */
  public void reached() {
    gate.release();
  }

  /** Whether a lock is being let go, or its outcome is not known yet. */
  public boolean isBusy() {
    return IntStream.range(0, setup.locks().size()).anyMatch(releases::isUnderWay);
  }

  public Challenges challenges() {
    return gate.challenges();
  }

  /** Whether there is anything to order here. */
  public boolean hasLocks() {
    return !setup.locks().isEmpty();
  }

  /** For people; null where there is nothing to order. */
  public Status.@Nullable Orders status() {
    if (!hasLocks()) {
      return null;
    }
    Trust trust = issuers.trust();
    return new Status.Orders(
        trust != null,
        issuers.version(),
        trust == null ? 0 : trust.keyIds().size(),
        answers.done(),
        answers.refused());
  }

  /** When {@link #tick} has something to do next. */
  public long nextWakeNanos() {
    return hasLocks()
        ? Math.min(releases.nextNanos(), gate.challenges().nextNanos())
        : Long.MAX_VALUE;
  }
}
