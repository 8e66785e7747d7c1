package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.api.TagPicture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of tags, by the number that they report. The colour of single kinds varies with the
 * panel, which only who holds the tag can see.
 *
 * @param hardwareType as reported
 * @param width of the picture as a reader looks at it, in pixels
 * @param turn how the picture lies in the tag's memory
 * @param inks colours that it can show, white included: 2, 3 or 4
 * @param compressedFrom the first firmware that takes compressed pictures, 0 if none does
 */
public record OeplTagType(
    int hardwareType, int width, int height, Turn turn, int inks, int compressedFrom) {

  /** Where the first pixel of a tag's memory is on its glass. */
  public enum Turn {
    NONE,
    /** The memory begins at the top right and goes down. */
    QUARTER,
    HALF,
    /** The memory begins at the bottom left and goes up. */
    THREE_QUARTERS
  }

  private static final int ZLIB = 0x27;

  private static final Map<Integer, OeplTagType> ALL = new TreeMap<>();

  static {
    for (OeplTagType type :
        new OeplTagType[] {
          of(0x00, 152, 152, Turn.NONE, 3, 0),
          of(0x01, 296, 128, Turn.QUARTER, 3, 0),
          of(0x02, 400, 300, Turn.NONE, 3, 0),
          of(0x05, 640, 384, Turn.NONE, 3, ZLIB),
          of(0x11, 296, 128, Turn.QUARTER, 3, 0),
          of(0x21, 296, 128, Turn.QUARTER, 2, 0),
          of(0x27, 296, 128, Turn.QUARTER, 2, 0),
          of(0x28, 168, 168, Turn.NONE, 4, 0),
          of(0x29, 296, 168, Turn.THREE_QUARTERS, 4, 0),
          of(0x30, 200, 200, Turn.NONE, 3, ZLIB),
          of(0x31, 296, 160, Turn.THREE_QUARTERS, 3, ZLIB),
          of(0x32, 360, 184, Turn.THREE_QUARTERS, 3, ZLIB),
          of(0x33, 384, 168, Turn.THREE_QUARTERS, 3, ZLIB),
          of(0x34, 400, 300, Turn.NONE, 3, ZLIB),
          of(0x35, 600, 448, Turn.NONE, 3, ZLIB),
          of(0x36, 800, 480, Turn.NONE, 3, ZLIB),
          of(0x37, 960, 640, Turn.HALF, 3, ZLIB),
          of(0x40, 384, 168, Turn.THREE_QUARTERS, 2, 0),
          of(0x4B, 296, 160, Turn.THREE_QUARTERS, 4, 0),
          of(0x60, 384, 184, Turn.QUARTER, 3, ZLIB),
          of(0x61, 384, 184, Turn.QUARTER, 3, ZLIB),
          of(0x62, 384, 184, Turn.QUARTER, 2, ZLIB),
          of(0x90, 400, 300, Turn.NONE, 4, 0)
        }) {
      ALL.put(type.hardwareType(), type);
    }
  }

  private static OeplTagType of(
      int hardwareType, int width, int height, Turn turn, int inks, int compressedFrom) {
    return new OeplTagType(hardwareType, width, height, turn, inks, compressedFrom);
  }

  /** All kinds that can be served, in order of their numbers. */
  public static List<OeplTagType> all() {
    return List.copyOf(ALL.values());
  }

  /** The kind of a model of a job, null if there is none: two hexadecimal digits. */
  public static @Nullable OeplTagType of(String model) {
    return model.matches("[0-9A-Fa-f]{2}") ? ALL.get(Integer.parseInt(model, 16)) : null;
  }

  /** As jobs and reports name it: two hexadecimal digits, the letters capitals. */
  public String model() {
    return model(hardwareType);
  }

  /** The model as jobs and reports name it. */
  static String model(int hardwareType) {
    return String.format(Locale.ROOT, "%02X", hardwareType);
  }

  /** Whether a picture is of the size of this glass. */
  boolean fits(TagPicture picture) {
    return picture.width() == width && picture.height() == height;
  }
}
