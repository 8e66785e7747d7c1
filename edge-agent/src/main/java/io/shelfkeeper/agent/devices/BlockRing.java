package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The sample blocks of one bus, filled here, read by the loop, given back. When none is left the
 * loop has not looked for seconds: samples are then counted as lost, and said to be, never queued.
 */
final class BlockRing {
  private static final long HELD_NANOS_MAX = 100_000_000L;

  private final int bus;
  private final Inputs inputs;
  private final ArrayBlockingQueue<SampleBlock> free;
  private @Nullable SampleBlock filling;
  private long since;
  private long lost;

  /**
   * @param blocks how many there are; with 100 ms in each, 30 are three seconds
   * @param samples room in each
   */
  BlockRing(int bus, Inputs inputs, int blocks, int samples) {
    this.bus = bus;
    this.inputs = inputs;
    free = new ArrayBlockingQueue<>(blocks);
    for (int i = 0; i < blocks; i++) {
      free.add(new SampleBlock(samples));
    }
  }

  void add(int cell, long nanos, double grams, byte quality) {
    SampleBlock block = filling == null ? next(nanos) : filling;
    if (block == null) {
      lost++;
      return;
    }
    block.add(cell, nanos, grams, quality);
    if (block.size() == block.capacity()) {
      flush();
    }
  }

  private @Nullable SampleBlock next(long nanos) {
    SampleBlock block = free.poll();
    if (block == null) {
      return null;
    }
    if (lost > 0) {
      inputs.post(new Input.SamplesLost(bus, lost));
      lost = 0;
    }
    block.clear();
    filling = block;
    since = nanos;
    return block;
  }

  /** When what is held must go at the latest, or the time given if that is earlier. */
  long flushNanos(long atTheLatest) {
    long end = since + HELD_NANOS_MAX;
    return filling != null && end - atTheLatest < 0 ? end : atTheLatest;
  }

  /** Hands over what has been held long enough; nobody waits for a block to fill. */
  void flushIfDue(long nanos) {
    if (filling != null && nanos - since >= HELD_NANOS_MAX) {
      flush();
    }
  }

  /** Hands over what is held, so that what is posted next comes after it. */
  void flush() {
    SampleBlock block = filling;
    if (block != null) {
      filling = null;
      inputs.post(new Input.Samples(bus, block));
    }
  }

  /** Called by the loop. */
  void recycle(SampleBlock block) {
    free.offer(block);
  }
}
