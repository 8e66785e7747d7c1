package io.shelfkeeper.agent.core.answers;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.permits.Refusal;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.Why;
import java.util.function.Consumer;

/**
 * What is said about orders and documents, to the backend and in the log. Tells a stranger nothing
 * but a code, and never lets strangers use up the answers of issuers.
 */
public final class Answers {
  private final AnswerBudget strangers = new AnswerBudget();
  private final AnswerBudget issuers = new AnswerBudget();
  private long done;
  private long refused;

  public long done() {
    return done;
  }

  public long refused() {
    return refused;
  }

  /**
   * An order that is not authentic: nothing of it is believed, its id neither.
   *
   * @return whether it got an answer of its own
   */
  public boolean stranger(Moment now, Refusal why, Effects out, Consumer<Fact> say) {
    refused++;
    if (!strangers.take(now.nanos())) {
      sumUp(strangers, now, true, out, say);
      return false;
    }
    say.accept(new Fact.OrderRefused("", why.code(), why.change()));
    return true;
  }

  /**
   * A document that changes nothing.
   *
   * @return whether it got an answer of its own
   */
  public boolean document(Moment now, Why why, Effects out, Consumer<Fact> say) {
    return document(now, "", why.code(), change(why), out, say);
  }

  /**
   * A document that changes nothing.
   *
   * @param document its name, as far as it is believed
   * @return whether it got an answer of its own
   */
  public boolean document(
      Moment now, String document, String code, String change, Effects out, Consumer<Fact> say) {
    if (!strangers.take(now.nanos())) {
      sumUp(strangers, now, false, out, say);
      return false;
    }
    say.accept(new Fact.DocumentRefused(document, code, change));
    return true;
  }

  /** What the sender of a manifest has to change. */
  public static String changeOfManifest(Why why) {
    return switch (why) {
      case UNKNOWN_KEY, OUT_OF_SCOPE, NOT_FOR_US, BAD_SIGNATURE ->
          "Sign it for this site with a key that the newest bundle of issuer keys gives the scope"
              + " price, or config for a planogram.";
      case TOO_LARGE, MALFORMED, WEAK_KEY, OLD_VERSION -> change(why);
    };
  }

  private static String change(Why why) {
    return switch (why) {
      case TOO_LARGE -> "Send it shorter: at most 16,384 bytes.";
      case MALFORMED -> "Write it exactly as the contract says.";
      case UNKNOWN_KEY, OUT_OF_SCOPE, NOT_FOR_US, BAD_SIGNATURE ->
          "Sign it with the root key of this device.";
      case WEAK_KEY -> "Make that key anew.";
      case OLD_VERSION -> "Give the bundle a higher version than any before.";
    };
  }

  /** A message that found no room. */
  public void turnAway(Moment now, boolean order, Effects out, Consumer<Fact> say) {
    refused += order ? 1 : 0;
    sumUp(strangers, now, order, out, say);
  }

  /** An authentic order that moves nothing. */
  public void issuer(
      Moment now, Fact.OrderRefused end, Refusal why, Effects out, Consumer<Fact> say) {
    refused++;
    if (!issuers.take(now.nanos())) {
      sumUp(issuers, now, true, out, say);
      return;
    }
    say.accept(end);
    boolean limit = why == Refusal.LOCK_LIMIT || why == Refusal.SITE_LIMIT;
    out.add(
        new Effect.Notice(
            limit ? Effect.Notice.Level.WARNING : Effect.Notice.Level.INFO,
            "Order refused. order=%s code=%s. %s"
                .formatted(end.order(), end.code(), end.change())));
  }

  /** The answer to an order that has ended already. */
  public void repeat(Moment now, Fact end, Effects out, Consumer<Fact> say) {
    if (!issuers.take(now.nanos())) {
      sumUp(issuers, now, true, out, say);
      return;
    }
    say.accept(
        end instanceof Fact.OrderDone d
            ? new Fact.OrderDone(d.order(), d.target(), d.outcome(), d.why(), d.check(), true)
            : end);
  }

  /** An order's outcome: always said. */
  public void done(Fact.OrderDone end, Effects out, Consumer<Fact> say) {
    done++;
    say.accept(end);
    out.add(
        new Effect.Notice(
            Effect.Notice.Level.INFO,
            "Order done. order=%s target=%s outcome=%s why=%s %s"
                .formatted(end.order(), end.target(), end.outcome().word(), end.why(), end.check())
                .strip()));
  }

  private static void sumUp(
      AnswerBudget budget, Moment now, boolean order, Effects out, Consumer<Fact> say) {
    long unanswered = budget.takeSummary(now.nanos());
    if (unanswered == 0) {
      return;
    }
    Refusal why = Refusal.NO_ROOM;
    say.accept(
        order
            ? new Fact.OrderRefused("", why.code(), why.change())
            : new Fact.DocumentRefused("", why.code(), "Send it again later."));
    out.add(
        new Effect.Notice(
            Effect.Notice.Level.WARNING,
            "Too many orders and documents arrived; "
                + unanswered
                + " got no answer of their own so far. Check who publishes below dn/ of this"
                + " device."));
  }
}
