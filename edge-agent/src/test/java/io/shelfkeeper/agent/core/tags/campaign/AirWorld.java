package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.tags.StationPlan;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nodes and tags in virtual time, with what they keep from the host: how much the air loses, how
 * unsteady clocks of tags are, what a tag does that was not answered. One seed is one world.
 */
final class AirWorld {
  /**
   * @param loss probability that one exchange by radio is lost
   * @param jitter how far a check-in may be off, as a share of the interval, either way
   * @param attempts how often a tag calls in one wake before it sleeps again
   * @param afterVainSeconds how long it sleeps then, 0 for its whole interval
   * @param resetHours mean time between restarts of a node, 0 for none
   */
  record Secret(
      double loss,
      double jitter,
      int intervalSeconds,
      int attempts,
      int afterVainSeconds,
      double resetHours) {}

  /** Hears what the host hears. */
  interface Host {
    void seen(int tag, double seconds, boolean pictureThere);

    /** A tag has the picture of this job. */
    void confirmed(int tag, double seconds, Job job);
  }

  private static final int PARTS_OF_PICTURE = 84;
  private static final double RESET_SECONDS = 6;

  /** So often a tag says that it has a picture, unless it is answered. */
  private static final int CONFIRMATIONS = 3;

  /**
   * @param picture the same number is the same picture
   * @param reserve whether it is kept and not drawn
   */
  record Job(String name, int picture, boolean reserve) {}

  private record Event(double seconds, Runnable work) {}

  private final Secret secret;
  private final Random random;
  private final int tagsOfNode;
  private final double[] interval;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>((a, b) -> Double.compare(a.seconds, b.seconds));
  private final Node[] nodes;
  private final @Nullable Job[] wanted;
  private final int[] shows;
  private final int[] reserves;
  private final boolean[] gone;
  private double now;
  private Host host =
      new Host() {
        @Override
        public void seen(int tag, double seconds, boolean pictureThere) {}

        @Override
        public void confirmed(int tag, double seconds, Job job) {}
      };

  private static final class Node {
    final Set<Integer> table = new HashSet<>();
    final Deque<Integer> queue = new ArrayDeque<>();
    double busyUntil;
    double deafUntil;
  }

  AirWorld(long seed, Secret secret, int nodeCount, int tagsOfNode) {
    this.secret = secret;
    this.tagsOfNode = tagsOfNode;
    random = new Random(seed);
    nodes = new Node[nodeCount];
    Arrays.setAll(nodes, i -> new Node());
    int count = nodeCount * tagsOfNode;
    interval = new double[count];
    wanted = new Job[count];
    shows = new int[count];
    reserves = new int[count];
    gone = new boolean[count];
    for (int tag = 0; tag < count; tag++) {
      interval[tag] = secret.intervalSeconds * (0.98 + 0.04 * random.nextDouble());
      int one = tag;
      at(random.nextDouble() * interval[tag], () -> wakes(one));
    }
    if (secret.resetHours > 0) {
      for (Node node : nodes) {
        at(nextReset(), () -> resets(node));
      }
    }
  }

  void listen(Host to) {
    host = to;
  }

  int tags() {
    return interval.length;
  }

  int nodeOf(int tag) {
    return tag / tagsOfNode;
  }

  double now() {
    return now;
  }

  /** When something happens next. */
  double nextSeconds() {
    Event first = events.peek();
    return first == null ? Double.MAX_VALUE : first.seconds;
  }

  /** The tag is out of reach from now on. */
  void takeAway(int tag) {
    gone[tag] = true;
  }

  /** What can be seen on its glass. */
  int shows(int tag) {
    return shows[tag];
  }

  /** The host has died. Nodes keep what they have; what waited is gone. */
  void hostDies() {
    for (Node node : nodes) {
      node.queue.clear();
    }
  }

  /** A picture for a tag, the newest one counts. */
  void show(int tag, Job job) {
    wanted[tag] = job;
    Node node = nodes[nodeOf(tag)];
    if (!node.table.contains(tag) && !node.queue.contains(tag)) {
      node.queue.add(tag);
      fill(node);
    }
  }

  private void fill(Node node) {
    while (node.table.size() < StationPlan.PLACES && !node.queue.isEmpty()) {
      node.table.add(node.queue.remove());
    }
  }

  void runUntil(double seconds) {
    while (!events.isEmpty() && events.peek().seconds <= seconds) {
      Event event = events.remove();
      now = event.seconds;
      event.work.run();
    }
    now = seconds;
  }

  private void at(double seconds, Runnable work) {
    events.add(new Event(seconds, work));
  }

  private double nextReset() {
    return now - Math.log(1 - random.nextDouble()) * secret.resetHours * 3_600;
  }

  /** Its table is empty until the host has filled it again, all who had a place first. */
  private void resets(Node node) {
    node.deafUntil = now + RESET_SECONDS;
    node.busyUntil = now + RESET_SECONDS;
    at(nextReset(), () -> resets(node));
  }

  private void sleeps(int tag, double seconds) {
    double off = 1 + secret.jitter * (2 * random.nextDouble() - 1);
    at(now + seconds * off, () -> wakes(tag));
  }

  private void wakes(int tag) {
    if (gone[tag]) {
      return;
    }
    Node node = nodes[nodeOf(tag)];
    for (int attempt = 0; attempt < secret.attempts; attempt++) {
      double time = now + attempt * 0.3;
      boolean called = random.nextDouble() >= secret.loss;
      if (!called || time < node.deafUntil || time < node.busyUntil) {
        continue;
      }
      boolean there = node.table.contains(tag);
      host.seen(tag, time, there);
      if (random.nextDouble() < secret.loss) {
        continue; // the answer is lost, and the tag believes that nobody is there
      }
      if (!there) {
        sleeps(tag, interval[tag]);
        return;
      }
      if (fetches(tag, node, time)) {
        sleeps(tag, interval[tag]);
        return;
      }
      break;
    }
    sleeps(tag, secret.afterVainSeconds == 0 ? interval[tag] : secret.afterVainSeconds);
  }

  /** Parts of a block that are lost are sent again, some times over. */
  private boolean fetches(int tag, Node node, double time) {
    Job job = wanted[tag];
    if (job == null) {
      throw new IllegalStateException("nothing for tag " + tag);
    }
    double seconds = 0.2;
    if (shows[tag] != job.picture && reserves[tag] != job.picture) {
      int left = PARTS_OF_PICTURE;
      seconds = 0;
      for (int round = 0; left > 0; round++) {
        if (round == 8) {
          node.busyUntil = time + seconds;
          return false;
        }
        seconds += 2 * 0.55 + left * 0.007;
        int lost = 0;
        for (int i = 0; i < left; i++) {
          lost += random.nextDouble() < secret.loss ? 1 : 0;
        }
        left = lost;
      }
    }
    node.busyUntil = time + seconds + 1.2;
    at(time + seconds, () -> has(tag, node, job));
    return true;
  }

  private void has(int tag, Node node, Job job) {
    if (job.reserve) {
      reserves[tag] = job.picture;
    } else {
      shows[tag] = job.picture;
    }
    boolean heard = false;
    for (int attempt = 0; attempt < CONFIRMATIONS; attempt++) {
      heard |= random.nextDouble() >= secret.loss;
    }
    if (!heard) {
      return; // the tag comes again after its usual time, and confirms at once
    }
    node.table.remove(tag);
    if (!job.equals(wanted[tag])) {
      node.queue.addFirst(tag);
    }
    fill(node);
    host.confirmed(tag, now, job);
  }
}
