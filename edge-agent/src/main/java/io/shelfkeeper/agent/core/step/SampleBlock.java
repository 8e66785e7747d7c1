package io.shelfkeeper.agent.core.step;

/**
 * A reusable handful of weight samples of one bus, in time order. Filled by the bus thread, read by
 * the loop thread, then handed back: nobody holds on to it, and no sample allocates.
 */
public final class SampleBlock {
  /** A weight that the device called settled. */
  public static final byte STABLE = 0;

  /** A weight while the device saw movement. */
  public static final byte MOVING = 1;

  /** Overload, underload, saturation or a missing sensor: the number is not a weight. */
  public static final byte INVALID = 2;

  private final int[] cells;
  private final long[] nanos;
  private final double[] grams;
  private final byte[] qualities;
  private int size;

  public SampleBlock(int capacity) {
    cells = new int[capacity];
    nanos = new long[capacity];
    grams = new double[capacity];
    qualities = new byte[capacity];
  }

  /**
   * @param cell index of the cell in the site's list of cells
   * @param sampleNanos monotonic time of the sample
   * @return false if the block is full; the sample was not taken
   */
  public boolean add(int cell, long sampleNanos, double sampleGrams, byte quality) {
    if (size == cells.length) {
      return false;
    }
    cells[size] = cell;
    nanos[size] = sampleNanos;
    grams[size] = sampleGrams;
    qualities[size] = quality;
    size++;
    return true;
  }

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  public int capacity() {
    return cells.length;
  }

  public int cell(int i) {
    return cells[i];
  }

  public long nanos(int i) {
    return nanos[i];
  }

  public double grams(int i) {
    return grams[i];
  }

  public byte quality(int i) {
    return qualities[i];
  }
}
