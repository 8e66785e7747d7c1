package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses what may be learned from: single packages that were taken and never met before, from
 * cells that are beyond doubt, and only of goods that would have been recognised at any weight that
 * is theirs. Goods with a neighbour are not learned: those that look like themselves would be
 * learned and the others would not, and the two would be driven apart.
 */
final class Lessons {
  /** Probability of what may be learned from. */
  private static final double SURE = 0.99;

  /** The same at the ends of what its packages weigh, and how many deviations away these are. */
  private static final double SURE_AT_ENDS = 0.9;

  private static final double ENDS = 2.5;

  /** How likely it may be that somebody plays with one package. */
  private static final double MET_MOST = 0.1;

  /** Trust in the cells. */
  private static final double TRUST = 0.99;

  private final Layout layout;
  private final List<ProductWeight.News> news = new ArrayList<>();

  /** The newest movement may still be thought over. */
  private int product = Layout.FOREIGN;

  private double grams;
  private double variance;

  Lessons(Layout layout) {
    this.layout = layout;
  }

  /**
   * Something was taken, or it is thought over what was.
   *
   * @param trust in the cells that moved, 0 to 1
   */
  void saw(Explainer explainer, int shelf, Change change, Verdict verdict, double trust) {
    product = Layout.FOREIGN;
    Part part = verdict.best().ways.getFirst().parts.getFirst();
    boolean single = verdict.best().parts.size() == 1 && part.delta() == -1;
    boolean ours = part.slot() >= 0 && part.slot() < layout.slots;
    boolean sure = trust >= TRUST && verdict.best().sure() >= SURE;
    if (!single || !ours || !sure || met(verdict.best()) > MET_MOST * verdict.best().probability) {
      return;
    }
    LearnedWeight weight = layout.weights[layout.slotProduct[part.slot()]];
    double far = ENDS * Math.sqrt(weight.spread * weight.spread + change.totalVariance);
    if (isSure(explainer, shelf, change, part, weight.grams - far)
        && isSure(explainer, shelf, change, part, weight.grams + far)) {
      product = layout.slotProduct[part.slot()];
      grams = -change.total;
      variance = change.totalVariance;
    }
  }

  /** Probability that it is a package that was weighed before: one would count for many. */
  private static double met(Verdict.Outcome outcome) {
    double sum = 0;
    for (Verdict.Explanation way : outcome.ways) {
      sum += way.parts.getFirst().thing() == null ? 0 : way.probability;
    }
    return sum;
  }

  private static boolean isSure(
      Explainer explainer, int shelf, Change change, Part part, double weight) {
    if (weight <= 0) {
      return false;
    }
    Change other = change.asShownBy(-change.total / weight);
    Verdict verdict = explainer.explain(shelf, other, false);
    double all = 0;
    for (Verdict.Outcome outcome : verdict.outcomes) {
      all += outcome.probability;
    }
    return verdict.probability(List.of(part)) >= SURE_AT_ENDS * all && all > 0;
  }

  /** The newest movement stands: it is learned from. */
  void take() {
    if (product == Layout.FOREIGN) {
      return;
    }
    LearnedWeight weight = layout.weights[product];
    LearnedWeight.News what = weight.weighed(grams, variance);
    layout.reckonWith(product);
    if (what != LearnedWeight.News.NONE) {
      String why = what == LearnedWeight.News.SHIFTED ? "new_batch" : "learned";
      tell(product, why, weight.toldGrams);
      weight.tell();
    }
    product = Layout.FOREIGN;
  }

  /** What was seen of this product last is not learned from after all, nor told. */
  void drop(int of) {
    if (product == of) {
      product = Layout.FOREIGN;
    }
    news.removeIf(one -> one.weight().sku().equals(layout.sku[of]));
  }

  /**
   * @param gramsBefore mean that was told last
   */
  void tell(int of, String why, double gramsBefore) {
    news.add(new ProductWeight.News(layout.weight(of), why, gramsBefore));
  }

  /** What was learned since the last call and is worth telling. */
  List<ProductWeight.News> takeNews() {
    List<ProductWeight.News> taken = List.copyOf(news);
    news.clear();
    return taken;
  }
}
