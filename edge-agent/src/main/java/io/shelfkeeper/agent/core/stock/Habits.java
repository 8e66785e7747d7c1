package io.shelfkeeper.agent.core.stock;

/**
 * What people do at these shelves, as far as it has been seen: how often something is put back,
 * brought in, or none of ours; how many packages a hand takes. Starts from what other shops saw and
 * forgets slowly, so that a restocking morning does not rule the afternoon.
 */
final class Habits {
  /** Kinds of puts. */
  static final int HOME = 0;

  static final int ELSEWHERE = 1;
  static final int RESTOCK = 2;
  static final int FOREIGN = 3;

  static final int QUANTITY_MAX = 12;

  private static final double PUTS_MAX = 60;
  private static final double TOUCHES_MAX = 60;

  /** However seldom or often it was seen, a hand is never ruled out, and goods neither. */
  private static final double TOUCH_LEAST = 0.2;

  private static final double TOUCH_MOST = 30;
  private static final double TAKES_MAX = 100;
  private static final double STRAYS_MAX = 40;

  private final double[] puts = {6, .8, .8, .8};

  /** Strangers' things that lay on a shelf when something was next taken there, and those taken. */
  private double strays = 4;

  private double straysTaken = 1.6;
  private final double[] quantities = new double[QUANTITY_MAX + 1];

  /** How long it takes. */
  final Tempo tempo;

  /** Times that somebody only touched a shelf, and times that goods moved. */
  private double touches = 4;

  private double moves = 4;

  private double singles = 11.5;
  private double pairs = 0.5;

  /** Difference between two weighings of one package beyond the cells' noise, grams squared. */
  private double reweighing = 0.04;

  private double reweighings = 6;

  Habits() {
    tempo = new Tempo();
    double[] first = {0, .80, .135, .04, .012};
    for (int n = 1; n <= QUANTITY_MAX; n++) {
      quantities[n] = 25 * (n < first.length ? first[n] : .006 * Math.pow(.6, n - 5));
    }
  }

  private Habits(Habits of) {
    System.arraycopy(of.puts, 0, puts, 0, puts.length);
    System.arraycopy(of.quantities, 0, quantities, 0, quantities.length);
    touches = of.touches;
    moves = of.moves;
    singles = of.singles;
    pairs = of.pairs;
    reweighing = of.reweighing;
    reweighings = of.reweighings;
    tempo = of.tempo.copy();
    strays = of.strays;
    straysTaken = of.straysTaken;
  }

  Habits copy() {
    return new Habits(this);
  }

  double put(int kind) {
    return puts[kind] / (puts[0] + puts[1] + puts[2] + puts[3]);
  }

  /** How many touches there are for each movement. */
  double touch() {
    return Math.clamp(touches / moves, TOUCH_LEAST, TOUCH_MOST);
  }

  void sawTouch() {
    touches++;
    forgetTouches();
  }

  void sawMove() {
    moves++;
    forgetTouches();
  }

  private void forgetTouches() {
    double scale = Math.min(1, TOUCHES_MAX / (touches + moves));
    touches = Math.max(0.5, touches * scale);
    moves = Math.max(0.5, moves * scale);
  }

  /**
   * How likely the next that is taken from a shelf is the stranger's thing that just came there.
   */
  double stray() {
    return straysTaken / strays;
  }

  /**
   * @param there probability that a stranger's thing lay there
   * @param taken probability that it was taken
   */
  void sawStray(double there, double taken) {
    strays += there;
    straysTaken += Math.min(there, taken);
    double scale = Math.min(1, STRAYS_MAX / strays);
    strays *= scale;
    straysTaken = Math.max(0.03 * strays, scale * straysTaken);
  }

  double pair() {
    return pairs / (pairs + singles);
  }

  /** Probability that a hand that takes one product takes {@code n} of it. */
  double quantity(int n) {
    if (n > QUANTITY_MAX) {
      return 0;
    }
    double sum = 0;
    for (double q : quantities) {
      sum += q;
    }
    return quantities[n] / sum;
  }

  double reweighing() {
    return reweighing;
  }

  void sawPut(int kind, double probability) {
    puts[kind] += probability;
    keepBelow(puts, PUTS_MAX);
    for (int i = 0; i < puts.length; i++) {
      puts[i] = Math.max(puts[i], 0.2);
    }
  }

  void sawTake(int products, int quantity, double probability) {
    if (products == 1) {
      singles += probability;
      if (quantity <= QUANTITY_MAX) {
        quantities[quantity] += probability;
      }
      keepBelow(quantities, TAKES_MAX);
    } else {
      pairs += probability;
    }
    if (singles + pairs > TAKES_MAX) {
      double scale = TAKES_MAX / (singles + pairs);
      singles *= scale;
      pairs = Math.max(0.3, pairs * scale);
    }
  }

  /**
   * @param difference between what was remembered and what came back, grams
   * @param variance that the cells' noise explains
   */
  void sawAgain(double difference, double variance) {
    double extra = Math.max(0, Math.min(9 * reweighing, difference * difference - variance));
    reweighings = Math.min(reweighings + 1, 100);
    reweighing = Math.max(0.005, reweighing + (extra - reweighing) / reweighings);
  }

  private static void keepBelow(double[] counts, double most) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    if (sum > most) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] *= most / sum;
      }
    }
  }
}
