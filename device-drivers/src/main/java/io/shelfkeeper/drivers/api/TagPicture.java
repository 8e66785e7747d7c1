package io.shelfkeeper.drivers.api;

import java.util.Arrays;
import java.util.Objects;

/**
 * What shall be seen on the glass of a price tag, as a reader looks at it: upright, from the top
 * left. Two planes of one bit per pixel; how a tag wants them turned and packed is its driver's
 * business.
 */
public final class TagPicture {
  /** Larger than every tag that is sold. */
  private static final int SIDE_MAX = 4_096;

  /** What one pixel shows. A tag that has no such colour shows black. */
  public enum Ink {
    WHITE,
    BLACK,
    /** The colour of three-colour tags: red on most, yellow on some. */
    COLOUR,
    /** The second colour of four-colour tags, yellow on all that are known. */
    SECOND_COLOUR;

    private static final Ink[] BY_PLANES = values();
  }

  private final int width;
  private final int height;
  private final byte[] first;
  private final byte[] second;

  /**
   * Pixel (x, y) is bit {@code y * width + x} of each plane, the first bit of a byte being its
   * highest; rows are not padded. Neither bit is white, the first one black, the second one colour,
   * both the second colour.
   *
   * @param width 1 to 4,096 pixels, as the height
   * @param first so many bytes as all pixels need, rounded up
   * @param second as long as the first
   * @throws IllegalArgumentException if the sizes do not fit each other
   */
  public TagPicture(int width, int height, byte[] first, byte[] second) {
    if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX) {
      throw new IllegalArgumentException("a picture of " + width + " x " + height + " pixels");
    }
    int bytes = (width * height + 7) / 8;
    if (first.length != bytes || second.length != bytes) {
      throw new IllegalArgumentException(
          "planes of %d and %d bytes for %d x %d pixels, which need %d"
              .formatted(first.length, second.length, width, height, bytes));
    }
    this.width = width;
    this.height = height;
    this.first = first.clone();
    this.second = second.clone();
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /**
   * @param x 0 is left
   * @param y 0 is the top
   */
  public Ink ink(int x, int y) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    int index = y * width + x;
    int mask = 0x80 >> (index & 7);
    int planes = (first[index >> 3] & mask) != 0 ? 1 : 0;
    planes |= (second[index >> 3] & mask) != 0 ? 2 : 0;
    return Ink.BY_PLANES[planes];
  }

  /** The same size and the same bits, those behind the last pixel included. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TagPicture that
        && width == that.width
        && height == that.height
        && Arrays.equals(first, that.first)
        && Arrays.equals(second, that.second);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + Arrays.hashCode(first)) + Arrays.hashCode(second);
  }

  @Override
  public String toString() {
    return width + " x " + height + " pixels";
  }
}
