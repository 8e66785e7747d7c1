package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.tags.StationPlan;
import java.util.Arrays;

/**
 * When the tags of one node will have their pictures: the evening is played many times with what
 * was learned of the node. A tag comes when it comes; it gets its picture if that has one of the
 * node's places, if the node is not busy with another tag, and if the air lets it.
 */
final class NodeForecast {
  /** So long after a transfer a node refuses other tags. */
  private static final double HOLD_OFF_SECONDS = 1.2;

  /** Whoever was not served after so many check-ins will be a laggard. */
  private static final int TRIES_MAX = 64;

  private static final int VALUES = 256;

  /** After so many intervals a tag may come at any time within one. */
  private static final int FORGET = 4;

  private final Line line;
  private final Draw draw;
  private final double success;
  private final double hearing;
  private final float[] idle;
  private final float[] retry;
  private final float[] transfer;
  private final float[] known;
  private final Arrivals arrivals;

  NodeForecast(Line line, NodeHabits habits, long seed) {
    this.line = line;
    draw = new Draw(seed);
    success = habits.success();
    hearing = habits.hearing();
    idle = habits.idle.values(VALUES);
    retry = habits.retry.values(VALUES);
    transfer = habits.transfer.values(VALUES);
    known = habits.known.values(VALUES);
    arrivals = new Arrivals(line.size());
  }

  /**
   * Plays one evening.
   *
   * @param start seconds from now until the jobs are given
   * @param before seconds that the campaign takes already by then
   * @param done gets the minutes of the campaign until each tag is done
   * @return seconds from {@code start} until the last tag is done
   */
  double play(double start, double before, Spread done) {
    arrivals.clear();
    for (int tag = 0; tag < line.size(); tag++) {
      arrivals.add(first(tag, start), tag);
    }
    byte[] tries = new byte[line.size()];
    boolean[] has = line.known().clone();
    double busyUntil = start;
    double last = start;
    int open = StationPlan.PLACES;
    while (!arrivals.isEmpty()) {
      int tag = arrivals.firstTag();
      double now = arrivals.firstTime();
      arrivals.removeFirst();
      if (tag >= open) {
        arrivals.add(now + gap(tag), tag);
      } else if (++tries[tag] >= TRIES_MAX) {
        open++;
      } else if (now < busyUntil || draw.next() > success) {
        arrivals.add(now + 60 * value(retry), tag);
      } else {
        double end = now + value(has[tag] ? known : transfer);
        busyUntil = end + HOLD_OFF_SECONDS;
        has[tag] = true;
        if (draw.next() > hearing) {
          arrivals.add(end + gap(tag), tag);
        } else {
          last = Math.max(last, end);
          done.add(Math.max(before + end - start, 1) / 60, 1);
          open++;
        }
      }
    }
    return last - start;
  }

  /** When a tag comes for the first time after the start. */
  private double first(int tag, double start) {
    double interval = line.interval()[tag];
    double ago = line.ago()[tag];
    double time = -ago;
    // Far ahead nobody knows at what time within its interval it will come.
    boolean anyTime = Double.isNaN(ago) || start + ago > FORGET * interval;
    if (anyTime) {
      time = start - (FORGET + draw.next()) * interval;
    } else {
      double gap = gap(tag);
      for (int i = 0; i < TRIES_MAX && time + gap < 0; i++) {
        gap = gap(tag); // it has not come yet
      }
      time = Math.max(time + gap, 0);
    }
    while (time < start) {
      time += gap(tag);
    }
    return time;
  }

  private double gap(int tag) {
    return value(idle) * line.interval()[tag];
  }

  private double value(float[] values) {
    return values[(int) (draw.next() * VALUES)];
  }

  /** Who comes when, the first one first: a heap without an object for each of them. */
  private static final class Arrivals {
    private final double[] times;
    private final int[] tags;
    private int size;

    Arrivals(int most) {
      times = new double[most];
      tags = new int[most];
    }

    void clear() {
      size = 0;
      Arrays.fill(tags, 0);
    }

    boolean isEmpty() {
      return size == 0;
    }

    double firstTime() {
      return times[0];
    }

    int firstTag() {
      return tags[0];
    }

    void add(double time, int tag) {
      int at = size++;
      while (at > 0 && times[(at - 1) / 2] > time) {
        move((at - 1) / 2, at);
        at = (at - 1) / 2;
      }
      put(at, time, tag);
    }

    void removeFirst() {
      size--;
      if (size == 0) {
        return;
      }
      double time = times[size];
      int tag = tags[size];
      int at = 0;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && times[child + 1] < times[child]) {
          child++;
        }
        if (times[child] >= time) {
          break;
        }
        move(child, at);
        at = child;
      }
      put(at, time, tag);
    }

    private void move(int from, int to) {
      put(to, times[from], tags[from]);
    }

    private void put(int at, double time, int tag) {
      times[at] = time;
      tags[at] = tag;
    }
  }
}
