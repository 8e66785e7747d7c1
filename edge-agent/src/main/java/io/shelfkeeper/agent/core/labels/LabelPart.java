package io.shelfkeeper.agent.core.labels;

/**
 * One thing on a label, in a box that it never leaves.
 *
 * @param box in pixels
 * @param size of its letters from foot of a line to foot of the next, about, in pixels; 0 where the
 *     box alone decides
 * @param sizeMin down to here a text shrinks to fit
 * @param lines how many a text may take, 1 to 5
 */
public record LabelPart(
    Show show,
    Box box,
    Colour ink,
    boolean bold,
    int size,
    int sizeMin,
    int lines,
    Align align,
    Anchor anchor,
    When when) {

  /** What a part shows. */
  public enum Show {
    NAME,
    PRICE,
    UNIT_PRICE,
    /** The price before, struck out. */
    WAS,
    NOTE,
    /** The word for an offer. */
    OFFER,
    SKU,
    GTIN,
    /** GS1 Digital Link. */
    QR,
    /** EAN-13 or EAN-8; nothing for a product whose number has none. */
    BARCODE,
    FILL
  }

  /** What it is drawn with. Red is yellow on some tags, and black on those with two colours. */
  public enum Colour {
    BLACK,
    WHITE,
    RED
  }

  /** Where a text stands between left and right. Start is right where people read to the left. */
  public enum Align {
    START,
    MIDDLE,
    END
  }

  /** Where a text stands between top and bottom. */
  public enum Anchor {
    TOP,
    MIDDLE,
    BOTTOM
  }

  /** On which labels it stands. */
  public enum When {
    ALWAYS,
    OFFER,
    NO_OFFER
  }

  /**
   * @param x of its left side
   * @param y of its top
   */
  public record Box(int x, int y, int width, int height) {
    Box scaled(double across, double down) {
      int left = (int) Math.round(x * across);
      int top = (int) Math.round(y * down);
      int right = (int) Math.round((x + width) * across);
      int bottom = (int) Math.round((y + height) * down);
      return new Box(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }

    /** The same box seen in a mirror. */
    public Box mirrored(int glassWidth) {
      return new Box(glassWidth - x - width, y, width, height);
    }
  }

  LabelPart scaled(double across, double down) {
    double both = Math.min(across, down);
    return new LabelPart(
        show,
        box.scaled(across, down),
        ink,
        bold,
        (int) Math.round(size * both),
        // Below this no letter can be read, whatever the glass.
        Math.min((int) Math.round(size * both), Math.max(9, (int) Math.round(sizeMin * both))),
        lines,
        align,
        anchor,
        when);
  }
}
