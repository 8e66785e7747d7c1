package io.shelfkeeper.simulator.world;

import java.util.Arrays;

/**
 * One weighing cell with its converter: physics of what happens on it, and its errors. Samples
 * depend on seed, touches and conversion number only, never on when somebody reads them.
 */
final class Cell implements Conversions {
  private static final int REMEMBERED = 64;
  private static final double TEMPERATURE_LAG_SECONDS = 120;
  private static final double WANDER_SECONDS = 3;
  private static final double TREMBLE_SECONDS = 0.12;

  private final CellProfile profile;
  private final Touches touches;
  private final Dice dice;
  private final Ringing ringing;
  private final double period;
  private final double phase;
  private final double driftPerKelvin;
  private final double plate;

  private final double[] filter;
  private final double[] made = new double[REMEMBERED];
  private long conversions;
  private double creepPull;
  private double creep;
  private double goodsBefore;
  private double kelvin;
  private double walk;
  private double wander;
  private double tremble;

  Cell(CellProfile profile, Touches touches, Dice dice) {
    this.profile = profile;
    this.touches = touches;
    this.dice = dice;
    period = 1 / (profile.conversionsPerSecond() * (1 + 0.01 * dice.gauss()));
    phase = dice.share();
    driftPerKelvin = profile.gramsPerKelvin() * dice.between(-1.5, 1.5);
    plate = profile.plateGrams() * dice.between(0.95, 1.05);
    ringing = new Ringing(dice.between(7, 22), period, dice);
    filter = new double[profile.settlingConversions()];
  }

  /** Starts with what stands on the cell as if it had stood there for days. */
  void start() {
    goodsBefore = touches.goods(0);
    Arrays.fill(filter, goodsBefore + plate);
    Arrays.fill(made, goodsBefore + plate);
  }

  @Override
  public double grams(long nanos) {
    double now = nanos / 1e9;
    while ((conversions + phase) * period <= now) {
      convert((conversions + phase) * period);
    }
    return made[(int) ((conversions + REMEMBERED - 1) % REMEMBERED)];
  }

  @Override
  public double spread(int count) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (long i = conversions - Math.min(count, REMEMBERED); i < conversions; i++) {
      double grams = made[(int) Math.floorMod(i, (long) REMEMBERED)];
      low = Math.min(low, grams);
      high = Math.max(high, grams);
    }
    return high - low;
  }

  private void convert(double at) {
    touches.settle(at);
    filter[(int) (conversions % filter.length)] = load(at);
    double mean = 0;
    for (double grams : filter) {
      mean += grams / filter.length;
    }
    double noisy = mean + noise() + ringing.next() * (profile.shakingGrams() + touches.shaking(at));
    double step = profile.resolutionGrams();
    made[(int) (conversions % REMEMBERED)] = Math.rint(noisy / step) * step;
    conversions++;
  }

  private double load(double at) {
    double goods = touches.goods(at);
    creepPull += (goods - goodsBefore) * profile.creepShare() * dice.between(0.5, 1.5);
    goodsBefore = goods;
    creep += (creepPull - creep) * share(profile.creepSeconds());
    kelvin += (Climate.kelvin(at) - kelvin) * share(TEMPERATURE_LAG_SECONDS);
    walk += dice.gauss() * profile.walkGrams() * StrictMath.sqrt(period / 60);
    tremble = slow(tremble, TREMBLE_SECONDS);
    double hands = touches.hands(at) * (1 + 0.25 * tremble);
    return plate + goods + hands + creep + driftPerKelvin * kelvin + walk;
  }

  private double noise() {
    wander = slow(wander, WANDER_SECONDS);
    return profile.whiteGrams() * dice.gauss() + profile.wanderGrams() * wander;
  }

  /** Slow noise, deviation 1 in the long run whatever the sampling period is. */
  private double slow(double before, double seconds) {
    double pull = share(seconds);
    return before + (dice.gauss() * StrictMath.sqrt(2 / pull - 1) - before) * pull;
  }

  private double share(double seconds) {
    return period / (seconds + period);
  }
}
