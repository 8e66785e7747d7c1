package io.shelfkeeper.simulator.tags;

import java.util.Arrays;
import java.util.Objects;

/** A picture on electronic paper, as a reader looks at it. Stays without supply. */
public final class Glass {
  private static final Shade[] SHADES = Shade.values();

  private final int width;
  private final int height;
  private final byte[] shades;

  private Glass(int width, int height, byte[] shades) {
    this.width = width;
    this.height = height;
    this.shades = shades;
  }

  /** Nothing was drawn yet. */
  static Glass blank(int width, int height) {
    return new Glass(width, height, new byte[width * height]);
  }

  /** Tells the shade of a place. */
  interface Painting {
    Shade at(int x, int y);
  }

  static Glass painted(int width, int height, Painting painting) {
    byte[] shades = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        shades[y * width + x] = (byte) painting.at(x, y).ordinal();
      }
    }
    return new Glass(width, height, shades);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public Shade at(int x, int y) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    return SHADES[shades[y * width + x]];
  }

  /** As a PNG file, pixel for pixel. */
  public byte[] png() {
    return Png.of(width, height, shades);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glass that && width == that.width && Arrays.equals(shades, that.shades);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(shades);
  }
}
