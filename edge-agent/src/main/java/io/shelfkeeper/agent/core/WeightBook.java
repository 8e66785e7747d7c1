package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.fleet.Trouble;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.stock.Catalogue;
import io.shelfkeeper.agent.core.stock.ProductWeight;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells what was learned of weights, keeps it over restarts, and has it forgotten by a person's
 * word. What was learned is written in the company of telemetry: after a power cut a few packages
 * are weighed again.
 */
final class WeightBook {
  /** The kind of the fault of goods that weigh something else than may be learned. */
  private static final String OUT_OF_BOUNDS = "weight_off";

  /** Before the name of a product: the key of its state. */
  static final String STATE = "weight/";

  private static final long LOOK_NANOS = 60 * Moment.NANOS_PER_SECOND;

  private final Catalogue catalogue;
  private long nextLook;

  WeightBook(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Goes on from what was learned before the last restart. */
  void restore(Map<String, byte[]> states, Effects out) {
    for (ProductWeight weight : catalogue.weights()) {
      byte[] state = states.get(STATE + weight.sku());
      if (state != null) {
        restore(weight.sku(), state, out);
      }
    }
  }

  private void restore(String sku, byte[] state, Effects out) {
    try {
      catalogue.restore(sku, state);
    } catch (StateReader.Unreadable e) {
      out.add(
          new Effect.Notice(
              Effect.Notice.Level.WARNING,
              "What was learned of the weight of %s cannot be read and is learned anew: %s."
                  .formatted(sku, e.getMessage())));
    }
  }

  /** Once a second. */
  void tick(Moment now, Faults faults, Effects out, Consumer<Fact> say) {
    List<ProductWeight.News> news = catalogue.takeNews();
    for (ProductWeight.News one : news) {
      say.accept(fact(one));
    }
    if (!news.isEmpty()) {
      save(out);
    }
    if (now.nanos() >= nextLook || !news.isEmpty()) {
      nextLook = now.nanos() + LOOK_NANOS;
      catalogue.weights().forEach(weight -> look(now, weight, faults, say));
    }
  }

  private static void look(Moment now, ProductWeight weight, Faults faults, Consumer<Fact> say) {
    String device = "product/" + weight.sku();
    if (weight.outOfBounds()) {
      faults.failed(now, trouble(device, weight), say);
    } else if (faults.isOpen(device, OUT_OF_BOUNDS)) {
      faults.ended(now, device, OUT_OF_BOUNDS, 1, say);
    }
  }

  private static Trouble trouble(String device, ProductWeight weight) {
    return Trouble.of(
        device,
        OUT_OF_BOUNDS,
        "Packages of %s weigh %s on the shelves and %s by the site file: more apart than is learned."
            .formatted(weight.sku(), grams(weight.seen()), grams(weight.siteGrams())),
        "Weigh some packages. Correct the site file if they are right, else calibrate their cells.");
  }

  private static Fact fact(ProductWeight.News news) {
    ProductWeight weight = news.weight();
    return new Fact.WeightLearned(
        weight.sku(),
        news.why(),
        weight.grams(),
        news.gramsBefore(),
        weight.siteGrams(),
        weight.spread(),
        weight.packages());
  }

  StaffAnswer list() {
    return StaffAnswer.done(
        String.join("\n", catalogue.weights().stream().map(WeightBook::line).toList()));
  }

  private static String line(ProductWeight weight) {
    String site =
        "%s: %s ± %s by the site file"
            .formatted(
                weight.sku(),
                grams(weight.siteGrams()),
                weight.siteSpread() > 0 ? grams(weight.siteSpread()) : "?");
    return weight.packages() == 0
        ? site + ", none weighed yet"
        : "%s, reckoned with %s ± %s after %d packages"
            .formatted(site, grams(weight.grams()), grams(weight.spread()), weight.packages());
  }

  private static String grams(double grams) {
    return String.format(Locale.ROOT, "%.1f g", grams);
  }

  StaffAnswer forget(StaffRequest.ForgetWeight request, Effects out, Consumer<Fact> say) {
    ProductWeight.News forgotten = catalogue.forget(request.sku());
    if (forgotten == null) {
      return StaffAnswer.refused(
          "There is no product %s. \"catalogue\" lists all.".formatted(request.sku()));
    }
    say.accept(fact(forgotten));
    save(out);
    nextLook = 0;
    return StaffAnswer.done(line(forgotten.weight()));
  }

  /** Writes down what has changed. */
  void save(Effects out) {
    catalogue
        .takeChanged()
        .forEach((sku, state) -> out.add(new Effect.SaveState(STATE + sku, state)));
  }
}
