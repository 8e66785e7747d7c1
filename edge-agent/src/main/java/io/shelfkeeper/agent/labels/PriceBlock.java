package io.shelfkeeper.agent.labels;

import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.labels.LabelWords;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * The price as shops write it: units as high as the box, cents half as high and raised, the sign
 * small. Digits run to the right in every language. Made of outlines, so that it grows to the
 * pixel.
 */
final class PriceBlock {
  /** Outlines are made at this size and then scaled. */
  private static final int SIZE = 200;

  /** Shares of the height of the digits. */
  private static final double DIGITS_LEAST = 0.8;

  private static final double CENTS = 0.58;

  private static final double SIGN_ALONE = 0.46;
  private static final double SIGN_BELOW = 0.34;
  private static final double DECIMAL = 0.62;
  private static final double GAP = 0.03;

  private final Fonts fonts;
  private final Path2D.Double path = new Path2D.Double();
  private double right;

  private PriceBlock(Fonts fonts) {
    this.fonts = fonts;
  }

  /**
   * Draws a price as large as its box allows.
   *
   * @param share of the free width that is left of it: 0, 0.5 or 1
   */
  static void draw(
      Graphics2D graphics,
      LabelText text,
      LabelWords words,
      Fonts fonts,
      Rectangle2D box,
      double share) {
    PriceBlock block = new PriceBlock(fonts);
    block.compose(text, words);
    Rectangle2D own = block.path.getBounds2D();
    // The dash of what has no price is no taller than a dash between digits.
    double height = Math.max(own.getHeight(), DIGITS_LEAST * block.digits());
    double scale = Math.min(box.getWidth() / own.getWidth(), box.getHeight() / height);
    AffineTransform place =
        AffineTransform.getTranslateInstance(
            box.getX() + share * (box.getWidth() - own.getWidth() * scale),
            box.getCenterY() - own.getCenterY() * scale);
    place.scale(scale, scale);
    place.translate(-own.getX(), 0);
    graphics.fill(block.path.createTransformedShape(place));
  }

  private void compose(LabelText text, LabelWords words) {
    double height = digits();
    if (words.signFirst()) {
      append(text.sign(), SIGN_ALONE, height * (1 - SIGN_ALONE));
    }
    append(text.whole(), 1, 0);
    if (!text.cents().isEmpty()) {
      cents(text, words, height);
    } else if (!words.signFirst()) {
      right += GAP * height;
      append(text.sign(), SIGN_ALONE, 0);
    }
  }

  /** The cents hang over the comma, and over the sign where that stands behind. */
  private void cents(LabelText text, LabelWords words, double height) {
    double start = right;
    append(text.decimal(), DECIMAL, 0);
    double behind = right;
    right = start + GAP * height;
    append(text.cents(), CENTS, height * (1 - CENTS));
    double end = right;
    if (!words.signFirst()) {
      right = behind;
      append(text.sign(), SIGN_BELOW, 0);
    }
    right = Math.max(right, end);
  }

  /** Puts a text behind what is there already, so much smaller and so much raised. */
  private void append(String letters, double share, double raised) {
    int start = 0;
    while (start < letters.length()) {
      Font font = fonts.font(letters.codePointAt(start), true, SIZE);
      int end = start;
      // A sign such as "元/kg" may need two fonts.
      while (end < letters.length()
          && fonts.font(letters.codePointAt(end), true, SIZE).equals(font)) {
        end += Character.charCount(letters.codePointAt(end));
      }
      append(font, letters.substring(start, end), share, raised);
      start = end;
    }
  }

  private void append(Font font, String letters, double share, double raised) {
    GlyphVector glyphs = font.createGlyphVector(TextBlock.FRAME, letters);
    AffineTransform place = AffineTransform.getTranslateInstance(right, -raised);
    place.scale(share, share);
    Shape outline = glyphs.getOutline();
    path.append(outline.getPathIterator(place), false);
    right += glyphs.getLogicalBounds().getWidth() * share;
  }

  private double digits() {
    return -fonts
        .font('8', true, SIZE)
        .createGlyphVector(TextBlock.FRAME, "8")
        .getVisualBounds()
        .getY();
  }
}
