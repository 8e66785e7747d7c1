package io.shelfkeeper.agent.core.documents;

import io.shelfkeeper.agent.core.answers.Answers;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.planogram.PlanogramDesk;
import io.shelfkeeper.agent.core.prices.PriceDesk;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.Refusing;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import io.shelfkeeper.agent.core.trust.SignedPlanogram;
import io.shelfkeeper.agent.core.trust.SignedPrices;
import io.shelfkeeper.agent.core.trust.Trust;
import io.shelfkeeper.agent.core.trust.Why;
import java.util.Objects;
import java.util.function.Consumer;

/** Where documents arrive, are judged, and are given to the desk that they are for. */
public final class DocumentDesk {
  private final DocumentSetup setup;
  private final Answers answers;
  private final TrustDesk issuers = new TrustDesk();
  private final PriceDesk prices;
  private final PlanogramDesk planograms;

  public DocumentDesk(DocumentSetup setup, Answers answers) {
    this.setup = setup;
    this.answers = answers;
    prices = new PriceDesk(setup.prices());
    planograms = new PlanogramDesk(setup.planogram());
  }

  /** Takes up what the journal knows. */
  public void start(Moment now, Recovered recovered, Effects out, Consumer<Fact> say) {
    issuers.restore(setup.root(), recovered, out);
    prices.start(now, recovered, out, say);
    planograms.start(recovered, out, say);
  }

  /** Who may order, and who may publish. */
  public TrustDesk issuers() {
    return issuers;
  }

  /** What is charged. */
  public PriceDesk prices() {
    return prices;
  }

  public PlanogramDesk planograms() {
    return planograms;
  }

  /** A document. Acknowledged at the broker once its answer is committed. */
  public void arrived(Moment now, Input.MessageArrived message, Effects out, Consumer<Fact> say) {
    document(now, message, out, say);
    out.add(new Effect.AcknowledgeMessage(message.attempt(), message.token()));
  }

  /** A document for which the inbox had no room. */
  public void turnedAway(
      Moment now, Input.MessageTurnedAway message, Effects out, Consumer<Fact> say) {
    answers.turnAway(now, false, out, say);
    out.add(new Effect.AcknowledgeMessage(message.attempt(), message.token()));
  }

  /** A list whose time has come is in force. */
  public void tick(Moment now, Effects out, Consumer<Fact> say) {
    prices.tick(now, out, say);
  }

  /** Parts are plain JSON; what is signed says by its key id and its purpose what it is. */
  private void document(Moment now, Input.MessageArrived message, Effects out, Consumer<Fact> say) {
    byte[] bytes = message.payload();
    Refusing refusing =
        (document, code, change) -> {
          if (answers.document(now, document, code, change, out, say)) {
            keep(now, message, out);
          }
        };
    if (planograms.wants(bytes)) {
      planograms.arrived(bytes, out, say, refusing);
      return;
    }
    if (bytes.length > 0 && bytes[0] == '{' && bytes.length <= SignedManifest.PART_BYTES_MAX) {
      prices.arrived(now, bytes, out, say, refusing);
      return;
    }
    issuers.arrived(
        now,
        bytes,
        out,
        say,
        why -> {
          if (why == Why.UNKNOWN_KEY) {
            manifest(now, message, out, say, refusing);
          } else if (answers.document(now, why, out, say) && why != Why.TOO_LARGE) {
            keep(now, message, out);
          }
        });
  }

  /** Not signed by the root, so it can only be a manifest. */
  private void manifest(
      Moment now,
      Input.MessageArrived message,
      Effects out,
      Consumer<Fact> say,
      Refusing refusing) {
    Trust trust = Objects.requireNonNull(issuers.trust(), "without a root no key is unknown");
    switch (SignedManifest.read(message.payload(), trust, setup.self())) {
      case SignedManifest.Reading.Refused refused ->
          refusing.refused("", refused.why().code(), Answers.changeOfManifest(refused.why()));
      case SignedManifest.Reading.Authentic authentic -> {
        boolean taken =
            switch (authentic.manifest()) {
              case SignedPrices m -> prices.announced(now, m, out, say, refusing);
              case SignedPlanogram m -> planograms.announced(m, out, say, refusing);
            };
        if (taken) {
          keep(now, message, out);
        }
      }
    }
  }

  /** For people who ask what was sent to this device. */
  private static void keep(Moment now, Input.MessageArrived message, Effects out) {
    out.add(new Effect.StoreMessage(message.channel(), now, message.payload()));
  }
}
