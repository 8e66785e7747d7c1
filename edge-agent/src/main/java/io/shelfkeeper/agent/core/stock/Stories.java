package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of the counts at shelves that share products, jointly: where two goods look
 * alike, that one is fewer means that the other is more, and a package that comes back leaves both
 * as they were. A weighted set of {@link Story stories}; where there are too many, those that stand
 * for others are drawn so that no probability is favoured (Fearnhead and Clifford, On-line
 * inference for hidden Markov models via particle filters, 2003), without chance.
 */
final class Stories {
  private static final int STORIES_MAX = 200;

  /** Takings whose readings go with the stories; older ones are judged by themselves. */
  private static final int FOLLOWED_MAX = 24;

  /** So many that go on are told apart before those that agree are put together. */
  private static final int CHILDREN_MAX = 4000;

  /** Every sweep fits one taking after the other and so spoils the ones before a little. */
  private static final int SWEEPS = 3;

  private final Layout layout;
  private final int group;
  private final Belief[] openings;
  private List<Story> stories = new ArrayList<>();
  private final List<Taking> followed = new ArrayList<>();

  private record Two(int poolA, int n, int poolB, int m) {}

  /** What {@link #both(int, int, int, int)} said, until the stories go on. */
  private final Map<Two, Double> both = new HashMap<>();

  /** What {@link #taken(int, int)} said of each shelf, until the stories go on. */
  private final Map<Integer, double[][]> taken = new HashMap<>();

  Stories(Layout layout, int group) {
    this.layout = layout;
    this.group = group;
    int[] pools = layout.groupPools[group];
    openings = new Belief[pools.length];
    for (int i = 0; i < pools.length; i++) {
      int opening = layout.poolOpening[pools[i]];
      openings[i] = opening < 0 ? Belief.open() : Belief.said(opening);
    }
    stories.add(new Story(new int[pools.length], new int[pools.length], new byte[0], 1));
  }

  private Stories(Stories of, Map<Taking, Taking> copies) {
    layout = of.layout;
    group = of.group;
    openings = of.openings.clone();
    for (Story story : of.stories) {
      stories.add(story.copy());
    }
    for (Taking taking : of.followed) {
      followed.add(copies.get(taking));
    }
  }

  /**
   * @param copies of the takings
   */
  Stories copy(Map<Taking, Taking> copies) {
    return new Stories(this, copies);
  }

  /** Somebody knows, or knew before a restart: what led to it does not matter any more. */
  void know(int pool, Belief count) {
    int i = layout.poolIndex[pool];
    openings[i] = count;
    Map<Story, Story> next = new LinkedHashMap<>();
    for (Story story : stories) {
      int[] moved = story.moved.clone();
      int[] least = story.least.clone();
      moved[i] = 0;
      least[i] = 0;
      add(next, new Story(moved, least, story.readings, story.weight));
    }
    goOn(next.values());
  }

  /** Probability of each count. */
  Belief count(int pool) {
    int i = layout.poolIndex[pool];
    Belief.Sum sum = new Belief.Sum();
    for (Story story : stories) {
      sum.add(openings[i], story.least[i], story.moved[i], story.weight);
    }
    return sum.belief();
  }

  /** Probability that a story has so many packages. */
  private double has(Story story, int pool, int n) {
    int i = layout.poolIndex[pool];
    return openings[i].atLeast(n - story.moved[i], story.least[i]);
  }

  private double[] choices(int shelf) {
    return stories.stream().mapToDouble(story -> choice(story, shelf)).toArray();
  }

  /** How many of the products of a shelf there are to choose from. */
  private double choice(Story story, int shelf) {
    double live = 0;
    for (int slot : layout.slotsOfShelf[shelf]) {
      live += has(story, layout.slotPool[slot], 1);
    }
    return Math.max(1e-3, live);
  }

  /**
   * For each slot of a shelf and each number of packages, up to {@code most} or more: probability
   * that somebody who takes so many of one product can and does take them from there.
   */
  double[][] taken(int shelf, int most) {
    double[][] known = taken.get(shelf);
    if (known == null || (known.length > 0 && known[0].length <= most)) {
      known = reckon(shelf, most);
      taken.put(shelf, known);
    }
    return known;
  }

  private double[][] reckon(int shelf, int most) {
    int[] slots = layout.slotsOfShelf[shelf];
    double[][] taken = new double[slots.length][most + 1];
    for (Story story : stories) {
      double each = story.weight / choice(story, shelf);
      for (int i = 0; i < slots.length; i++) {
        for (int n = 1; n <= most; n++) {
          taken[i][n] += each * has(story, layout.slotPool[slots[i]], n);
        }
      }
    }
    return taken;
  }

  /** Probability that both are there. */
  double both(int poolA, int n, int poolB, int m) {
    return both.computeIfAbsent(new Two(poolA, n, poolB, m), this::both);
  }

  private double both(Two two) {
    double sum = 0;
    for (Story story : stories) {
      sum += story.weight * both(story, two.poolA, two.n, two.poolB, two.m);
    }
    return sum;
  }

  private double both(Story story, int poolA, int n, int poolB, int m) {
    return poolA == poolB ? has(story, poolA, n + m) : has(story, poolA, n) * has(story, poolB, m);
  }

  /** What differs between ways that a story can go on. */
  private record Turn(List<Part> parts, int followed, int reading, int next) {
    boolean changesNothing() {
      return parts.isEmpty() && followed < 0;
    }
  }

  /**
   * Goes on with every story in every way that the verdict leaves open; nothing may have moved is
   * one of them.
   *
   * @param shelf where it happened
   * @param taking what was taken, or null
   * @param outcomes which reading of that is which outcome of the verdict
   */
  void book(Verdict verdict, int shelf, @Nullable Taking taking, List<Verdict.Outcome> outcomes) {
    boolean here = layout.shelfGroup[shelf] == group;
    Map<Turn, Double> turns = new LinkedHashMap<>();
    for (Verdict.Outcome outcome : verdict.outcomes) {
      int next = here && taking != null ? outcomes.indexOf(outcome) : -1;
      for (Verdict.Explanation way : outcome.ways) {
        turns.merge(turn(way, next), way.probability, Double::sum);
      }
    }
    if (verdict.nothing > 0) {
      turns.merge(new Turn(List.of(), -1, -1, -1), verdict.nothing, Double::sum);
    }
    boolean follow = here && taking != null;
    if (turns.size() == 1 && turns.keySet().iterator().next().changesNothing()) {
      return;
    }
    double[] choice = here ? choices(shelf) : new double[stories.size()]; // elsewhere none is made
    Children children = new Children(follow);
    turns.forEach((turn, probability) -> go(children, turn, probability, choice));
    if (children.all.isEmpty()) {
      return; // None of it can have happened: then nothing is known that was not known before.
    }
    if (follow) {
      followed.add(taking);
    }
    goOn(children.all.values());
    normalise();
    forget();
    if (stories.size() > STORIES_MAX) {
      double[][] shares = new double[followed.size()][];
      Arrays.setAll(shares, this::shares);
      draw();
      fit(shares);
    }
    for (int t = 0; t < followed.size(); t++) {
      tellReadings(t);
    }
  }

  /**
   * What stories become. Of hundreds of products there are hundreds of thousands of ways to go on:
   * of the light ones every so much weight keeps one, so that memory is bounded.
   */
  private static final class Children {
    private static final double EACH = 1.0 / CHILDREN_MAX;

    final Map<Story, Story> all = new LinkedHashMap<>();
    final boolean follow;
    private double light = EACH / 2;

    Children(boolean follow) {
      this.follow = follow;
    }

    /** With which weight this one is kept; 0 if it is not. */
    double draw(double weight) {
      if (weight >= EACH) {
        return weight;
      }
      light += weight;
      if (light < EACH) {
        return 0;
      }
      light -= EACH;
      return EACH;
    }
  }

  private Turn turn(Verdict.Explanation way, int next) {
    Part part = way.parts.getFirst();
    Taking from = part.taking();
    int at = from == null ? -1 : followed.indexOf(from);
    int reading = from == null ? -1 : from.readingOf(part.thing());
    List<Part> goods = new ArrayList<>();
    for (Part p : way.parts) {
      int slot = p.slot();
      if (slot >= 0 && slot < layout.slots && layout.poolGroup[layout.slotPool[slot]] == group) {
        goods.add(new Part(slot, p.delta()));
      }
    }
    return new Turn(goods, at, reading, next);
  }

  private void go(Children children, Turn turn, double probability, double[] choice) {
    double[] shares = new double[stories.size()];
    double all = 0;
    for (int s = 0; s < shares.length; s++) {
      Story story = stories.get(s);
      shares[s] = story.weight * allows(story, turn, choice[s]);
      all += shares[s];
    }
    if (!(all > 0)) {
      return;
    }
    for (int s = 0; s < shares.length; s++) {
      double weight = children.draw(probability * shares[s] / all);
      if (weight > 0) {
        add(children.all, next(stories.get(s), turn, weight, children.follow));
      }
    }
  }

  private double allows(Story story, Turn turn, double choice) {
    if (turn.followed >= 0) {
      return story.readings[turn.followed] == turn.reading ? 1 : 0;
    }
    if (turn.parts.isEmpty() || turn.parts.getFirst().delta() > 0) {
      return 1;
    }
    Part one = turn.parts.getFirst();
    int pool = layout.slotPool[one.slot()];
    if (turn.parts.size() == 1) {
      return has(story, pool, -one.delta()) / choice;
    }
    Part other = turn.parts.get(1);
    return both(story, pool, -one.delta(), layout.slotPool[other.slot()], -other.delta());
  }

  private Story next(Story story, Turn turn, double weight, boolean follow) {
    int[] moved = story.moved;
    int[] least = story.least;
    if (!turn.parts.isEmpty()) {
      moved = moved.clone();
      least = least.clone();
      for (Part part : turn.parts) {
        int i = layout.poolIndex[layout.slotPool[part.slot()]];
        moved[i] += part.delta();
        least[i] = Math.max(least[i], -moved[i]);
      }
    }
    byte[] readings = story.readings;
    if (follow) {
      readings = Arrays.copyOf(readings, readings.length + 1);
      readings[readings.length - 1] = (byte) turn.next;
    }
    return new Story(moved, least, readings, weight);
  }

  private static void add(Map<Story, Story> all, Story story) {
    Story same = all.putIfAbsent(story, story);
    if (same != null) {
      same.weight += story.weight;
    }
  }

  private void goOn(Collection<Story> next) {
    stories = List.copyOf(next);
    forgetSaid();
  }

  private void forgetSaid() {
    taken.clear();
    both.clear();
  }

  private void normalise() {
    forgetSaid();
    double sum = 0;
    for (Story story : stories) {
      sum += story.weight;
    }
    for (Story story : stories) {
      story.weight = sum > 0 ? story.weight / sum : 1.0 / stories.size();
    }
  }

  /** Takings that have nothing to say any more are not followed. */
  private void forget() {
    for (int t = followed.size() - 1; t >= 0; t--) {
      if (followed.get(t).readings.size() < 2 || t < followed.size() - FOLLOWED_MAX) {
        forget(t);
      }
    }
  }

  /** Nothing of this taking can come back, or all of it is certain. */
  void forget(Taking taking) {
    int t = followed.indexOf(taking);
    if (t >= 0) {
      forget(t);
    }
  }

  private void forget(int t) {
    tellReadings(t);
    followed.remove(t);
    Map<Story, Story> next = new LinkedHashMap<>();
    for (Story story : stories) {
      byte[] readings = new byte[story.readings.length - 1];
      System.arraycopy(story.readings, 0, readings, 0, t);
      System.arraycopy(story.readings, t + 1, readings, t, readings.length - t);
      add(next, new Story(story.moved, story.least, readings, story.weight));
    }
    goOn(next.values());
  }

  boolean follows(Taking taking) {
    return followed.contains(taking);
  }

  /** Probability of each reading, and last that it is none of them. */
  private double[] shares(int t) {
    int none = followed.get(t).readings.size();
    double[] shares = new double[none + 1];
    for (Story story : stories) {
      int r = story.readings[t];
      shares[r < 0 ? none : r] += story.weight;
    }
    return shares;
  }

  /** Who was drawn must not make any reading likelier than it was. */
  private void fit(double[][] shares) {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int t = 0; t < shares.length; t++) {
        double[] now = shares(t);
        for (Story story : stories) {
          int r = story.readings[t];
          int at = r < 0 ? now.length - 1 : r;
          story.weight *= now[at] > 0 ? shares[t][at] / now[at] : 1;
        }
      }
      normalise();
    }
  }

  private void tellReadings(int t) {
    List<Taking.Reading> readings = followed.get(t).readings;
    double[] shares = shares(t);
    for (int r = 0; r < readings.size(); r++) {
      readings.get(r).probability = shares[r];
    }
  }

  private void draw() {
    List<Story> sorted = new ArrayList<>(stories);
    sorted.sort(Comparator.comparingDouble((Story story) -> -story.weight));
    // The heavy ones stay as they are, of the light ones every so much weight keeps one.
    double rest = 1;
    int heavy = 0;
    while (heavy < STORIES_MAX - 1 && sorted.get(heavy).weight >= rest / (STORIES_MAX - heavy)) {
      rest -= sorted.get(heavy).weight;
      heavy++;
    }
    double each = rest / (STORIES_MAX - heavy);
    double bar = heavy > 0 ? sorted.get(heavy - 1).weight : Double.POSITIVE_INFINITY;
    List<Story> drawn = new ArrayList<>(STORIES_MAX);
    double sum = each / 2;
    int left = heavy;
    for (Story story : stories) {
      if (story.weight >= bar && left > 0) {
        left--;
        drawn.add(story);
        continue;
      }
      sum += story.weight;
      if (sum >= each) {
        sum -= each;
        story.weight = each;
        drawn.add(story);
      }
    }
    goOn(drawn);
    normalise();
  }
}
