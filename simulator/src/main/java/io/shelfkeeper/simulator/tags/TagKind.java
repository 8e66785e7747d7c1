package io.shelfkeeper.simulator.tags;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A kind of tag, as its maker's files describe it.
 *
 * @param type the number by which it reports, two hexadecimal digits in the site file
 * @param width of the glass as a reader looks at it, pixels
 * @param rotate how its memory is turned against the glass: 0 to 3
 * @param inks colours that it can show, paper included
 * @param inflates whether it takes compressed pictures
 */
record TagKind(int type, int width, int height, int rotate, int inks, boolean inflates) {
  private static final Map<Integer, TagKind> ALL = new TreeMap<>();

  static {
    // Type, width, height, rotate, inks.
    int[][] plain = {
      {0x00, 152, 152, 0, 3},
      {0x01, 296, 128, 1, 3},
      {0x02, 400, 300, 0, 3},
      {0x11, 296, 128, 1, 3},
      {0x21, 296, 128, 1, 2},
      {0x27, 296, 128, 1, 2},
      {0x28, 168, 168, 0, 4},
      {0x29, 296, 168, 3, 4},
      {0x40, 384, 168, 3, 2},
      {0x4B, 296, 160, 3, 4},
      {0x90, 400, 300, 0, 4}
    };
    int[][] inflating = {
      {0x05, 640, 384, 0, 3},
      {0x30, 200, 200, 0, 3},
      {0x31, 296, 160, 3, 3},
      {0x32, 360, 184, 3, 3},
      {0x33, 384, 168, 3, 3},
      {0x34, 400, 300, 0, 3},
      {0x35, 600, 448, 0, 3},
      {0x36, 800, 480, 0, 3},
      {0x37, 960, 640, 2, 3},
      {0x60, 384, 184, 1, 3},
      {0x61, 384, 184, 1, 3},
      {0x62, 384, 184, 1, 2}
    };
    add(plain, false);
    add(inflating, true);
  }

  private static void add(int[][] kinds, boolean inflates) {
    for (int[] one : kinds) {
      ALL.put(one[0], new TagKind(one[0], one[1], one[2], one[3], one[4], inflates));
    }
  }

  /** The kind of that name, null if none is known. */
  static @Nullable TagKind of(String model) {
    return model.matches("[0-9A-Fa-f]{2}") ? ALL.get(Integer.parseInt(model, 16)) : null;
  }

  /** Pixels of a row of its memory. */
  int rowLength() {
    return rotate % 2 == 0 ? width : height;
  }

  int rows() {
    return rotate % 2 == 0 ? height : width;
  }

  /** The bit in its memory that shows at a place of the glass. */
  int bit(int x, int y) {
    return switch (rotate) {
      case 0 -> y * width + x;
      case 1 -> (width - 1 - x) * height + y;
      case 2 -> (height - 1 - y) * width + width - 1 - x;
      default -> x * height + height - 1 - y;
    };
  }

  /** Bytes of one plane. */
  int plane() {
    return (width * height + 7) / 8;
  }

  /** How long its panel flickers. Panels with colours take several times as long. */
  long redrawNanos() {
    return inks == 2 ? 1_500_000_000L : 4_000_000_000L;
  }

  /** The ink for the bits of both planes; a tag that has no such ink shows black. */
  Shade shade(boolean first, boolean second) {
    if (!first && !second) {
      return Shade.PAPER;
    }
    if (!second || inks == 2) {
      return Shade.BLACK;
    }
    return first && inks == 4 || type == 0x60 ? Shade.YELLOW : Shade.RED;
  }
}
