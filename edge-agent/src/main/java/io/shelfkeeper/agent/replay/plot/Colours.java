package io.shelfkeeper.agent.replay.plot;

import java.awt.Color;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;

/** What each colour means. All can be told apart by people who see no red or no green. */
final class Colours {
  static final Color SURE = new Color(0x00, 0x72, 0xB2);
  static final Color LIKELY = new Color(0xE6, 0x9F, 0x00);
  static final Color UNSURE = new Color(0xD5, 0x2E, 0x00);
  static final Color CORRECTION = new Color(0xA0, 0x3C, 0x90);
  static final Color TRUTH = new Color(0x00, 0x9E, 0x73);
  static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
  static final Color PAPER = new Color(0xFC, 0xFC, 0xFC);

  private static final double SURE_MIN = 0.99;
  private static final double LIKELY_MIN = 0.9;

  private static final Color[] CELLS = {
    new Color(0x33, 0x33, 0x33),
    new Color(0x1F, 0x77, 0xB4),
    new Color(0xFF, 0x7F, 0x0E),
    new Color(0x2C, 0xA0, 0x2C),
    new Color(0xD6, 0x27, 0x28),
    new Color(0x94, 0x67, 0xBD),
    new Color(0x8C, 0x56, 0x4B),
    new Color(0xE3, 0x77, 0xC2),
    new Color(0x7F, 0x7F, 0x7F),
    new Color(0xBC, 0xBD, 0x22),
    new Color(0x17, 0xBE, 0xCF),
    new Color(0x39, 0x3B, 0x79),
  };

  private Colours() {}

  static Color cell(int i) {
    return CELLS[i % CELLS.length];
  }

  static Color of(Told told) {
    if (told.corrects()) {
      return CORRECTION;
    }
    return told.confidence() >= SURE_MIN ? SURE : told.confidence() >= LIKELY_MIN ? LIKELY : UNSURE;
  }

  static LegendItemCollection legend(boolean truth) {
    LegendItemCollection items = new LegendItemCollection();
    items.add(item("said, confidence 0.99 and more", SURE));
    items.add(item("0.9 and more", LIKELY));
    items.add(item("less", UNSURE));
    items.add(item("correction of what was said before", CORRECTION));
    if (truth) {
      items.add(item("really happened", TRUTH));
    }
    return items;
  }

  private static LegendItem item(String text, Paint paint) {
    return new LegendItem(text, null, null, null, new Rectangle2D.Double(-6, -6, 12, 12), paint);
  }
}
