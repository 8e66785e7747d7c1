package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.function.Consumer;

/**
 * Where orders and documents end that nobody may give. No trust bundle is installed yet, so nothing
 * that arrives is authentic: it is kept, acknowledged and refused, and nothing ever moves.
 */
public final class OrderDesk {
  /** Longer orders are refused unread. */
  static final int ORDER_BYTES_MAX = 1024;

  /** Longer documents are refused unread; larger ones have to come in parts. */
  static final int DOCUMENT_BYTES_MAX = 65_536;

  /** Messages answered one by one; a flood beyond that is answered once a minute. */
  static final int ANSWERS_MAX = 60;

  private static final long REFILL_NANOS = Moment.NANOS_PER_SECOND;
  private static final long SUMMARY_NANOS = 60 * Moment.NANOS_PER_SECOND;

  private int answers = ANSWERS_MAX;
  private long refilledNanos = Long.MIN_VALUE;
  private long summaryNanos = Long.MIN_VALUE;
  private long unanswered;

  /** An order or a document. Acknowledged at the broker once its answer is committed. */
  public void arrived(Moment now, Input.MessageArrived message, Effects out, Consumer<Fact> say) {
    boolean order = message.channel() == Channel.DN_ORDER;
    if (!order && message.channel() != Channel.DN_DOCUMENT) {
      // Nothing else needs an answer of ours; only the broker waits.
    } else if (!mayAnswer(now)) {
      turnAway(now, order, out, say);
    } else if (message.payload().length > (order ? ORDER_BYTES_MAX : DOCUMENT_BYTES_MAX)) {
      say.accept(refusal(order, "too_large", "Send it shorter or in parts."));
    } else if (order && message.retained()) {
      say.accept(refusal(true, "retained", "Send orders without the retain flag."));
    } else {
      out.add(new Effect.StoreMessage(message.channel(), now, message.payload()));
      say.accept(refusal(order, "untrusted", "This device trusts no issuer yet."));
    }
    out.add(new Effect.AcknowledgeMessage(message.attempt(), message.token()));
  }

  /** A message for which the inbox had no room. */
  public void turnedAway(
      Moment now, Input.MessageTurnedAway message, Effects out, Consumer<Fact> say) {
    switch (message.channel()) {
      case DN_ORDER -> turnAway(now, true, out, say);
      case DN_DOCUMENT -> turnAway(now, false, out, say);
      default -> {} // a watermark or a question: it comes again
    }
    out.add(new Effect.AcknowledgeMessage(message.attempt(), message.token()));
  }

  /** Refused forgeries are counted: each answer is a row that is never dropped. */
  private void turnAway(Moment now, boolean order, Effects out, Consumer<Fact> say) {
    unanswered++;
    if (summaryNanos == Long.MIN_VALUE || now.nanos() - summaryNanos >= SUMMARY_NANOS) {
      summaryNanos = now.nanos();
      say.accept(refusal(order, "busy", "Send it again later."));
      out.add(
          new Effect.Notice(
              Effect.Notice.Level.WARNING,
              "Too many orders and documents arrived; "
                  + unanswered
                  + " were turned away so far. Check who publishes below dn/ of this device."));
    }
  }

  private boolean mayAnswer(Moment now) {
    if (refilledNanos == Long.MIN_VALUE) {
      refilledNanos = now.nanos();
    }
    long refill = (now.nanos() - refilledNanos) / REFILL_NANOS;
    if (refill > 0) {
      answers = (int) Math.min(ANSWERS_MAX, answers + refill);
      refilledNanos += refill * REFILL_NANOS;
    }
    if (answers == 0) {
      return false;
    }
    answers--;
    return true;
  }

  /** Without a trusted issuer nothing of the message is believed, its id neither. */
  private static Fact refusal(boolean order, String code, String change) {
    return order
        ? new Fact.OrderRefused("", code, change)
        : new Fact.DocumentRefused("", code, change);
  }
}
