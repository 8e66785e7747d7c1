package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.Arrays;
import java.util.function.Consumer;

/** When each tag comes, learned from what is heard of it. Tags and nodes are named by index. */
final class Habits {
  /** The middle one of the first so many is believed: four odd ones may be among them. */
  private static final int GAPS = 9;

  /** How far one more check-in moves what is believed. */
  private static final float STEP = 0.02f;

  /** A gap so much longer than the interval hides a check-in that nobody heard. */
  private static final double UNHEARD_RATIO = 1.3;

  /** After a longer one the tag was out of reach, or nobody listened. */
  private static final double RATIO_MAX = 4;

  /** What comes sooner is the same check-in once more. */
  private static final double GAP_SECONDS_MIN = 3;

  private static final long NEVER = Long.MIN_VALUE;

  /** A confirmation so much sooner than usual is of a picture that the tag has already. */
  private static final double KNOWN_SHARE = 0.4;

  /** A fetch that takes longer was interrupted. */
  private static final double TRANSFER_SECONDS_MAX = 60;

  private final int[] nodeOf;
  private final double[] usualSeconds;
  private final NodeHabits[] nodes;
  private final NodeHabits shop = NodeHabits.guessed();
  private final long[] seenNanos;
  private final float[] gaps;
  private final byte[] gapCount;
  private final float[] interval;
  private final boolean[] offered;

  /** Seconds of a gap after a check-in whose picture was not confirmed, 0 for none. */
  private final float[] vain;

  /**
   * @param nodeOf the node of each tag, from 0
   * @param usualSeconds from one check-in to the next, of the tags of each node as it was told
   */
  Habits(int[] nodeOf, double[] usualSeconds) {
    this.usualSeconds = usualSeconds.clone();
    int nodeCount = usualSeconds.length;
    this.nodeOf = nodeOf.clone();
    int count = nodeOf.length;
    nodes = new NodeHabits[nodeCount];
    Arrays.setAll(nodes, i -> new NodeHabits());
    seenNanos = new long[count];
    Arrays.fill(seenNanos, NEVER);
    gaps = new float[count * GAPS];
    gapCount = new byte[count];
    interval = new float[count];
    offered = new boolean[count];
    vain = new float[count];
  }

  /** What is known of a node alone. */
  NodeHabits node(int node) {
    return nodes[node];
  }

  /** Takes up what was known of a node. */
  void restore(int node, NodeHabits known) {
    nodes[node] = known;
    shop.learn(known);
  }

  /** All nodes together: what is believed of one that is new. */
  NodeHabits shop() {
    return shop;
  }

  /**
   * A tag was heard.
   *
   * @param pictureThere whether its node had a picture for it
   */
  void seen(int tag, long nanos, boolean pictureThere) {
    if (seenNanos[tag] != NEVER) {
      double seconds = (double) (nanos - seenNanos[tag]) / Moment.NANOS_PER_SECOND;
      if (seconds < GAP_SECONDS_MIN) {
        return;
      }
      if (offered[tag]) {
        wasInVain(tag);
        vain[tag] = (float) seconds;
      } else {
        idle(tag, seconds);
      }
    }
    seenNanos[tag] = nanos;
    offered[tag] = pictureThere;
  }

  private void idle(int tag, double seconds) {
    double ratio = seconds / interval[tag];
    if (gapCount[tag] >= GAPS && ratio < RATIO_MAX) {
      each(tag, habits -> habits.idle.add(ratio, 1));
      if (ratio > UNHEARD_RATIO) {
        each(tag, habits -> habits.hidden.add((seconds - interval[tag]) / 60, 1));
      }
    }
    nodes[nodeOf[tag]].interval.add(seconds / 60, 1);
    keep(tag, (float) seconds);
  }

  /** The tag has come again, and what was there for it is there still. */
  private void wasInVain(int tag) {
    if (vain[tag] > 0) {
      each(tag, habits -> habits.offered(false));
      vain[tag] = 0;
    }
  }

  /**
   * A tag confirmed its picture.
   *
   * @param inReserve whether it was to have the picture already
   */
  void confirmed(int tag, long nanos, boolean inReserve) {
    if (!offered[tag]) {
      return;
    }
    offered[tag] = false;
    double seconds = (double) (nanos - seenNanos[tag]) / Moment.NANOS_PER_SECOND;
    boolean fetched =
        !inReserve && seconds > KNOWN_SHARE * filled(nodeOf[tag]).transfer.quantile(0.5);
    if (vain[tag] > 0 && !inReserve) {
      if (fetched) {
        double minutes = vain[tag] / 60;
        each(tag, habits -> habits.retry.add(minutes, 1));
        each(tag, habits -> habits.offered(false));
      } else {
        // It took the picture last time, and nobody heard that.
        each(tag, habits -> habits.delivered(false));
        each(tag, habits -> habits.offered(true));
      }
    }
    vain[tag] = 0;
    each(tag, habits -> habits.offered(true));
    each(tag, habits -> habits.delivered(true));
    if (seconds <= TRANSFER_SECONDS_MAX) {
      double took = Math.max(seconds, 0.02);
      each(tag, habits -> (fetched ? habits.transfer : habits.known).add(took, 1));
    }
  }

  /** What is believed of a node. */
  NodeHabits filled(int node) {
    return nodes[node].filledFrom(shop);
  }

  private void each(int tag, Consumer<NodeHabits> learn) {
    learn.accept(nodes[nodeOf[tag]]);
    learn.accept(shop);
  }

  private void keep(int tag, float gap) {
    int count = gapCount[tag];
    gaps[tag * GAPS + count % GAPS] = gap;
    gapCount[tag] = (byte) (count + 1 >= 2 * GAPS ? GAPS : count + 1);
    if (gapCount[tag] <= GAPS) {
      interval[tag] = middle(tag);
      return;
    }
    interval[tag] *= gap > interval[tag] ? 1 + STEP : 1 - STEP;
    float middle = middle(tag);
    if (middle > 2 * interval[tag] || 2 * middle < interval[tag]) {
      interval[tag] = middle; // it was told to come at other times
    }
  }

  private float middle(int tag) {
    int count = Math.min(gapCount[tag], GAPS);
    float[] sorted = Arrays.copyOfRange(gaps, tag * GAPS, tag * GAPS + count);
    Arrays.sort(sorted);
    return sorted[count / 2];
  }

  /** Seconds from one check-in of a tag to the next, as a rule. */
  double interval(int tag) {
    if (gapCount[tag] > 0) {
      return interval[tag];
    }
    NodeHabits node = nodes[nodeOf[tag]];
    return node.interval.isEmpty() ? usualSeconds[nodeOf[tag]] : 60 * node.interval.quantile(0.5);
  }

  /** Whether it was heard since this process began. */
  boolean wasSeen(int tag) {
    return seenNanos[tag] != NEVER;
  }

  /** Monotonic time of its last check-in; only if it was seen. */
  long seenNanos(int tag) {
    return seenNanos[tag];
  }
}
