package io.shelfkeeper.agent.labels;

import io.shelfkeeper.agent.core.labels.LabelPart;
import io.shelfkeeper.agent.core.labels.LabelPart.Align;
import io.shelfkeeper.agent.core.labels.LabelPart.Box;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.labels.LabelWords;
import io.shelfkeeper.drivers.api.TagPicture.Ink;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws labels. The same label gives the same picture on every machine. Used by one thread. */
public final class LabelPainter {
  private final Fonts fonts;

  public LabelPainter(Fonts fonts) {
    this.fonts = fonts;
  }

  /**
   * Draws one label; a text that is empty leaves its place white. Whoever hangs it up looks first
   * at what is missing in the picture: a name may come from a list that nobody checked.
   */
  public LabelPicture paint(LabelTemplate template, LabelText text, LabelWords words) {
    BufferedImage image = LabelPicture.blank(template.width(), template.height());
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_OFF);
    List<String> cut = new ArrayList<>();
    for (LabelPart part : template.parts()) {
      if (wanted(part, text)) {
        graphics.setColor(LabelPicture.colour(ink(part.ink())));
        if (!paint(graphics, part, box(part, template, words), text, words)) {
          cut.add(part.show().name().toLowerCase(Locale.ROOT));
        }
      }
    }
    graphics.dispose();
    return new LabelPicture(image, cut, fonts.missing(text.letters()));
  }

  private static Ink ink(LabelPart.Colour colour) {
    return switch (colour) {
      case BLACK -> Ink.BLACK;
      case WHITE -> Ink.WHITE;
      case RED -> Ink.COLOUR;
    };
  }

  private static boolean wanted(LabelPart part, LabelText text) {
    return switch (part.when()) {
      case ALWAYS -> true;
      case OFFER -> text.isOffer();
      case NO_OFFER -> !text.isOffer();
    };
  }

  private static Rectangle box(LabelPart part, LabelTemplate template, LabelWords words) {
    Box box = words.rightToLeft() ? part.box().mirrored(template.width()) : part.box();
    return new Rectangle(box.x(), box.y(), box.width(), box.height());
  }

  /** Whether all of it found room. */
  private boolean paint(
      Graphics2D graphics, LabelPart part, Rectangle box, LabelText text, LabelWords words) {
    return switch (part.show()) {
      case NAME -> letters(graphics, part, box, text.name(), words);
      case UNIT_PRICE -> letters(graphics, part, box, text.unitPrice(), words);
      case WAS -> letters(graphics, part, box, text.was(), words);
      case NOTE -> letters(graphics, part, box, text.note(), words);
      case OFFER -> letters(graphics, part, box, text.offer(), words);
      case SKU -> letters(graphics, part, box, text.sku(), words);
      case GTIN -> letters(graphics, part, box, text.gtin(), words);
      case PRICE -> {
        PriceBlock.draw(graphics, text, words, fonts, box, share(part.align(), words));
        yield true;
      }
      case QR -> text.link().isEmpty() || Codes.qr(graphics, text.link(), box);
      case BARCODE -> Codes.ean(graphics, text.gtin(), box);
      case FILL -> {
        graphics.fill(box);
        yield true;
      }
    };
  }

  private boolean letters(
      Graphics2D graphics, LabelPart part, Rectangle box, String text, LabelWords words) {
    if (text.isBlank()) {
      return true;
    }
    // Numbers of goods are read to the right everywhere: "100-AB" must not become "AB-100".
    boolean number = part.show() == LabelPart.Show.SKU || part.show() == LabelPart.Show.GTIN;
    TextBlock block =
        TextBlock.of(
            text,
            fonts,
            new TextBlock.Room(
                box.width,
                box.height,
                part.bold(),
                part.size(),
                part.sizeMin(),
                part.lines(),
                words.rightToLeft() && !number));
    double baseline =
        switch (part.anchor()) {
          case TOP -> box.y + block.ascent();
          case MIDDLE -> box.getCenterY() - block.height() / 2 + block.capital();
          case BOTTOM -> box.getMaxY() - block.descent() - (block.height() - block.capital());
        };
    double share = share(part.align(), words);
    block.draw(graphics, box.x, box.width, share, baseline);
    if (part.show() == LabelPart.Show.WAS) {
      int width = (int) Math.ceil(block.width());
      int left = (int) Math.round(box.x + share * (box.width - width));
      int thick = Math.max(1, block.size() / 10);
      int middle = (int) Math.round(baseline - block.capital() / 2);
      graphics.fillRect(left - 1, middle - thick / 2, width + 2, thick);
    }
    return !block.cut();
  }

  private static double share(Align align, LabelWords words) {
    double share =
        switch (align) {
          case START -> 0;
          case MIDDLE -> 0.5;
          case END -> 1;
        };
    return words.rightToLeft() ? 1 - share : share;
  }
}
