package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.tags.JobOrder;
import io.shelfkeeper.agent.core.tags.Label;
import io.shelfkeeper.agent.core.tags.TagSight;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.TagJob;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives tags pictures of a list that is not in force yet, when their station has nothing more
 * urgent to do. Few at a time: a price that changes now must not wait behind them.
 */
final class Ahead {
  private static final int AT_ONCE_MAX = 50;

  /** After all were tried once, those that failed wait so long. */
  private static final long ROUND_NANOS = 900 * Moment.NANOS_PER_SECOND;

  private final TagJob.Showing showing;
  private final Places places;
  private final TagSight sight;

  /** All that shall have one and have not said so. */
  private final BitSet wanted = new BitSet();

  /** Those of them that have not been tried in this round, for each station. */
  private final BitSet[] untried;

  private final int[] underWay;
  private long nextRound;

  /**
   * @param showing whether tags keep the picture or draw it
   */
  Ahead(Places places, TagSight sight, TagJob.Showing showing) {
    this.showing = showing;
    this.places = places;
    this.sight = sight;
    underWay = new int[places.stations()];
    untried = new BitSet[places.stations()];
    Arrays.setAll(untried, station -> new BitSet());
  }

  /** These tags shall have their next picture; replaces what was wanted before. */
  void want(Moment now, BitSet tags) {
    wanted.clear();
    wanted.or(tags);
    round(now);
  }

  void none() {
    wanted.clear();
    for (BitSet one : untried) {
      one.clear();
    }
  }

  private void round(Moment now) {
    nextRound = now.nanos() + ROUND_NANOS;
    Arrays.fill(underWay, 0);
    for (BitSet one : untried) {
      one.clear();
    }
    for (int tag = wanted.nextSetBit(0); tag >= 0; tag = wanted.nextSetBit(tag + 1)) {
      if (sight.hasJob(tag)) {
        underWay[places.stationOf[tag]]++;
      } else {
        untried[places.stationOf[tag]].set(tag);
      }
    }
  }

  /** The next one of a station, or null. */
  JobOrder.@Nullable Job next(int station, IntFunction<JobOrder.@Nullable Drawn> drawing) {
    BitSet own = untried[station];
    for (int tag = own.nextSetBit(0);
        tag >= 0 && underWay[station] < AT_ONCE_MAX;
        tag = own.nextSetBit(tag + 1)) {
      own.clear(tag);
      JobOrder.Drawn drawn = sight.hasJob(tag) ? null : drawing.apply(tag);
      if (drawn != null && !has(tag, drawn.label())) {
        underWay[station]++;
        return new JobOrder.Job(tag, drawn, showing);
      }
    }
    return null;
  }

  private boolean has(int tag, Label label) {
    if (showing == TagJob.Showing.AT_ONCE && !sight.isKnown(tag)) {
      return false;
    }
    Label own = showing == TagJob.Showing.IN_RESERVE ? sight.reserved(tag) : sight.confirmed(tag);
    return own != null && own.hash() == label.hash();
  }

  boolean wants(int tag) {
    return wanted.get(tag);
  }

  /** A tag has its picture. */
  void confirmed(int tag) {
    if (wanted.get(tag)) {
      wanted.clear(tag);
      int station = places.stationOf[tag];
      underWay[station] = Math.max(0, underWay[station] - 1);
    }
  }

  /**
   * Now and then.
   *
   * @return whether those that failed may try again
   */
  boolean look(Moment now) {
    if (now.nanos() < nextRound || wanted.isEmpty()) {
      return false;
    }
    round(now);
    return true;
  }
}
