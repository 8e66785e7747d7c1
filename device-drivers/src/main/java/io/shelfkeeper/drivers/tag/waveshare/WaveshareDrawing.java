package io.shelfkeeper.drivers.tag.waveshare;

import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagPicture.Ink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A picture as filled rectangles, since pictures cannot be sent to the module: runs of black in a
 * row, joined with the same run of the rows below; or the same by columns, if these are fewer.
 */
final class WaveshareDrawing {
  /**
   * More would take longer than somebody waits: each is 17 bytes there and 2 back, 1.65 ms at
   * 115,200 baud, and what the module needs for it.
   */
  static final int RECTANGLES_MAX = 8_000;

  private static final int CORNERS = 4;

  private final int[] corners;
  private final int count;

  private WaveshareDrawing(int[] corners, int count) {
    this.corners = corners;
    this.count = count;
  }

  /** The rectangles, null if there would be too many. Colours become black: it has none. */
  static @Nullable WaveshareDrawing of(TagPicture picture) {
    WaveshareDrawing rows = joined(picture, false);
    WaveshareDrawing columns = joined(picture, true);
    WaveshareDrawing fewer = columns.count < rows.count ? columns : rows;
    return fewer.count > RECTANGLES_MAX ? null : fewer;
  }

  int count() {
    return count;
  }

  /** The command for one of them. */
  byte[] command(int index) {
    int at = index * CORNERS;
    return WaveshareCodec.filled(corners[at], corners[at + 1], corners[at + 2], corners[at + 3]);
  }

  /**
   * @param turned whether runs go down instead of right
   */
  private static WaveshareDrawing joined(TagPicture picture, boolean turned) {
    int lines = turned ? picture.width() : picture.height();
    int length = turned ? picture.height() : picture.width();
    int[] corners = new int[CORNERS * 256];
    int count = 0;
    // The rectangle that a run of the line before, which began here, has grown to; -1 for none.
    int[] growing = new int[length];
    Arrays.fill(growing, -1);
    for (int line = 0; line < lines; line++) {
      int[] grown = new int[length];
      Arrays.fill(grown, -1);
      for (int from = 0; from < length; from++) {
        int to = from;
        while (to < length && black(picture, line, to, turned)) {
          to++;
        }
        if (to == from) {
          continue;
        }
        int same = growing[from];
        if (same < 0 || end(corners, same, turned) != to - 1) {
          same = count++;
          if (corners.length < count * CORNERS) {
            corners = Arrays.copyOf(corners, 2 * corners.length);
          }
          put(corners, same, from, to - 1, line, turned);
        }
        corners[same * CORNERS + (turned ? 2 : 3)] = line;
        grown[from] = same;
        from = to;
      }
      growing = grown;
    }
    return new WaveshareDrawing(corners, count);
  }

  private static boolean black(TagPicture picture, int line, int at, boolean turned) {
    return (turned ? picture.ink(line, at) : picture.ink(at, line)) != Ink.WHITE;
  }

  private static int end(int[] corners, int index, boolean turned) {
    return corners[index * CORNERS + (turned ? 3 : 2)];
  }

  private static void put(int[] corners, int index, int from, int to, int line, boolean turned) {
    int at = index * CORNERS;
    corners[at] = turned ? line : from;
    corners[at + 1] = turned ? from : line;
    corners[at + 2] = turned ? line : to;
    corners[at + 3] = turned ? to : line;
  }
}
