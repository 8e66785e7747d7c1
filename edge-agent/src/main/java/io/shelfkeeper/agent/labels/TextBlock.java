package io.shelfkeeper.agent.labels;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.text.AttributedString;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text set in lines: as large as its box allows, broken between words where it may be, and only
 * at the smallest size broken within one or cut.
 *
 * @param size of its letters in pixels
 * @param cut whether the end of the text did not find room
 */
record TextBlock(int size, List<TextLayout> lines, boolean cut) {
  /** Letters have one of two values per pixel, and stand on whole pixels. */
  static final FontRenderContext FRAME = new FontRenderContext(null, false, false);

  /** Shares of the size of letters, as both font families have them. */
  private static final double PITCH = 1.14;

  private static final double ASCENT = 0.93;
  private static final double CAPITAL = 0.73;
  private static final double DESCENT = 0.24;

  private static final String CUT = "…";

  /**
   * How a text may be set.
   *
   * @param leftward whether it is read from right to left, whatever its first letter is: a Hebrew
   *     name may begin with a Latin brand
   */
  record Room(
      double width,
      double height,
      boolean bold,
      int size,
      int sizeMin,
      int lines,
      boolean leftward) {}

  TextBlock {
    lines = List.copyOf(lines);
  }

  /** Sets a text that is not empty. */
  static TextBlock of(String text, Fonts fonts, Room room) {
    int largest = Math.min(room.size, (int) (room.height / (ASCENT + DESCENT)));
    double whole = layout(text, fonts, room, Math.max(1, largest)).getAdvance();
    // Widths grow with the size, nearly: no larger size can fit, and few smaller ones are tried.
    int first = whole <= 0 ? largest : (int) (largest * room.width * room.lines / whole) + 1;
    for (int size = Math.min(largest, first); size > room.sizeMin; size--) {
      List<TextLayout> lines = lines(text, fonts, room, size, false);
      if (lines != null) {
        return new TextBlock(size, lines, false);
      }
    }
    int smallest = Math.max(1, Math.min(room.sizeMin, largest));
    List<TextLayout> lines = lines(text, fonts, room, smallest, true);
    return lines != null
        ? new TextBlock(smallest, lines, false)
        : new TextBlock(smallest, cut(text, fonts, room, smallest), true);
  }

  private static @Nullable List<TextLayout> lines(
      String text, Fonts fonts, Room room, int size, boolean anywhere) {
    BreakIterator words = BreakIterator.getLineInstance(Locale.ROOT);
    words.setText(text);
    LineBreakMeasurer measurer =
        new LineBreakMeasurer(
            attributed(text, fonts, room, size).getIterator(),
            BreakIterator.getLineInstance(Locale.ROOT),
            FRAME);
    int most = most(room, size);
    List<TextLayout> lines = new ArrayList<>();
    while (measurer.getPosition() < text.length()) {
      if (lines.size() == most) {
        return null;
      }
      lines.add(measurer.nextLayout((float) room.width));
      int end = measurer.getPosition();
      if (!anywhere && end < text.length() && !words.isBoundary(end)) {
        return null;
      }
    }
    return lines;
  }

  private static int most(Room room, int size) {
    int byHeight = 1 + (int) ((room.height - (ASCENT + DESCENT) * size) / (PITCH * size));
    return Math.max(1, Math.min(room.lines, byHeight));
  }

  /** As much of the text as finds room, with a sign that there is more. */
  private static List<TextLayout> cut(String text, Fonts fonts, Room room, int size) {
    int end = text.length();
    while (end > 0) {
      end = text.offsetByCodePoints(end, -1);
      List<TextLayout> lines = lines(text.substring(0, end).strip() + CUT, fonts, room, size, true);
      if (lines != null) {
        return lines;
      }
    }
    return List.of(layout(CUT, fonts, room, size));
  }

  private static TextLayout layout(String text, Fonts fonts, Room room, int size) {
    return new TextLayout(attributed(text, fonts, room, size).getIterator(), FRAME);
  }

  /** Each run of characters in the font that has them; blanks and marks stay with their run. */
  private static AttributedString attributed(String text, Fonts fonts, Room room, int size) {
    AttributedString string = new AttributedString(text);
    string.addAttribute(
        TextAttribute.RUN_DIRECTION,
        room.leftward ? TextAttribute.RUN_DIRECTION_RTL : TextAttribute.RUN_DIRECTION_LTR);
    int start = 0;
    Font last = null;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      boolean stays = Character.isWhitespace(c) || combines(c) || Fonts.unseen(c);
      Font font =
          last != null && stays && last.canDisplay(c) ? last : fonts.font(c, room.bold, size);
      if (last != null && !font.equals(last)) {
        string.addAttribute(TextAttribute.FONT, last, start, at);
        start = at;
      }
      last = font;
    }
    if (last != null) {
      string.addAttribute(TextAttribute.FONT, last, start, text.length());
    }
    return string;
  }

  private static boolean combines(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** From the top of the capitals of the first line to the foot of the last one. */
  double height() {
    return CAPITAL * size + (lines.size() - 1) * PITCH * size;
  }

  /** How far above the foot of a line its accents reach. */
  double ascent() {
    return ASCENT * size;
  }

  double capital() {
    return CAPITAL * size;
  }

  double descent() {
    return DESCENT * size;
  }

  /**
   * @param share of the free width that is left of each line: 0, 0.5 or 1
   * @param baseline foot of the first line
   */
  void draw(Graphics2D graphics, double x, double width, double share, double baseline) {
    double foot = baseline;
    for (TextLayout line : lines) {
      double free = width - line.getVisibleAdvance();
      // A blank at the end of a line that runs to the left is drawn before it.
      double blank = line.isLeftToRight() ? 0 : line.getAdvance() - line.getVisibleAdvance();
      line.draw(graphics, (float) Math.round(x + free * share - blank), (float) Math.round(foot));
      foot += PITCH * size;
    }
  }

  /** The widest line. */
  double width() {
    return lines.stream().mapToDouble(TextLayout::getVisibleAdvance).max().orElse(0);
  }
}
