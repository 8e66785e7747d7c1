package io.shelfkeeper.agent.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.labels.LabelWords;
import io.shelfkeeper.drivers.api.TagPicture.Ink;
import io.shelfkeeper.drivers.tag.oepl.OeplTagType;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LabelPainterTest {
  private static final String LONG =
      "Naturtrüber Bio-Apfelsaft von der Streuobstwiese in der großen Pfandflasche, kaltgepresst "
          + "und schonend erhitzt, ohne Zusatz von Zucker, Donaudampfschifffahrtsgesellschaftskapitän";

  private final Fonts fonts = SampleLabel.fonts();
  private final LabelPainter painter = new LabelPainter(fonts);

  private LabelPicture paint(SampleLabel label, int width, int height) {
    return painter.paint(SampleLabel.template(width, height), label.text(), label.words());
  }

  @ParameterizedTest
  @CsvSource({"152,152", "296,128", "384,168", "400,300", "640,384", "200,200"})
  void aTelephoneReadsTheSquareCode(int width, int height) throws NotFoundException {
    for (SampleLabel label : SampleLabel.values()) {
      assertEquals(
          "HTTPS://ID.GS1.ORG/01/0" + SampleLabel.GTIN,
          read(paint(label, width, height).image(), BarcodeFormat.QR_CODE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTillReadsTheBars(SampleLabel label) throws NotFoundException {
    assertEquals(SampleLabel.GTIN, read(paint(label, 400, 300).image(), BarcodeFormat.EAN_13));
  }

  /** Twice as large, as any camera sees it that is near enough. */
  private static String read(BufferedImage image, BarcodeFormat format) throws NotFoundException {
    int width = 2 * image.getWidth();
    int height = 2 * image.getHeight();
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = image.getRGB(i % width / 2, i / width / 2);
    }
    BinaryBitmap bitmap =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
    return new MultiFormatReader()
        .decode(
            bitmap,
            Map.of(
                DecodeHintType.POSSIBLE_FORMATS, List.of(format), DecodeHintType.TRY_HARDER, true))
        .getText();
  }

  @Test
  void everyTagTypeGetsALabelWithoutLosses() {
    for (OeplTagType type : OeplTagType.all()) {
      for (SampleLabel label : SampleLabel.values()) {
        LabelPicture picture = paint(label, type.width(), type.height());
        assertEquals(List.of(), picture.cut(), type + " " + label);
        assertEquals(type.width(), picture.planes().width());
      }
    }
  }

  @Test
  void aLongNameIsCutInItsBoxAndSaysSo() {
    LabelPicture picture =
        painter.paint(
            SampleLabel.template(296, 128), SampleLabel.DE.text(LONG, 0), SampleLabel.DE.words());
    assertEquals(List.of("name"), picture.cut());
  }

  /** Nothing but the name, on an empty glass: what is black outside of its box is a mistake. */
  @ParameterizedTest
  @EnumSource
  void aTextNeverLeavesItsBox(SampleLabel label) {
    for (int width = 40; width < 280; width += 13) {
      Rectangle box = new Rectangle(20, 30, width, 50);
      BufferedImage glass = LabelPicture.blank(320, 120);
      var graphics = glass.createGraphics();
      graphics.setColor(LabelPicture.colour(Ink.BLACK));
      TextBlock block =
          TextBlock.of(
              label.text().name(),
              fonts,
              new TextBlock.Room(
                  box.width, box.height, true, 30, 9, 3, label.words().rightToLeft()));
      double baseline = box.getCenterY() - block.height() / 2 + block.capital();
      block.draw(graphics, box.x, box.width, width % 2, baseline);
      int inside = 0;
      for (int y = 0; y < 120; y++) {
        for (int x = 0; x < 320; x++) {
          boolean black = glass.getRaster().getSample(x, y, 0) != 0;
          // The outermost pixel of a letter may stand on the edge itself.
          assertTrue(
              !black || x >= 19 && x <= box.getMaxX() && y >= 29 && y <= box.getMaxY(),
              "%s at %d, %d of a box %d wide".formatted(label, x, y, box.width));
          inside += black ? 1 : 0;
        }
      }
      assertTrue(inside > 50, "nothing was drawn");
    }
  }

  @Test
  void whoReadsToTheLeftSeesTheLabelInAMirror() {
    BufferedImage hebrew = paint(SampleLabel.HE, 296, 128).image();
    BufferedImage german = paint(SampleLabel.DE, 296, 128).image();
    assertTrue(dark(german, 0, 60, 66, 68) > 500, "the code is at the left");
    assertTrue(dark(hebrew, 230, 60, 66, 68) > 500, "the code is at the right");
  }

  private static int dark(BufferedImage image, int x, int y, int width, int height) {
    int dark = 0;
    for (int sample : image.getRaster().getSamples(x, y, width, height, 0, (int[]) null)) {
      dark += sample != 0 ? 1 : 0;
    }
    return dark;
  }

  /** A name of the backend's list, that no check has seen. */
  @Test
  void aPictureSaysWhatNoFontHas() {
    LabelText text = SampleLabel.DE.text("Brot ก ก", 0);
    LabelWords words = SampleLabel.DE.words();
    assertEquals("ก", painter.paint(SampleLabel.template(296, 128), text, words).missing());
    assertEquals("", paint(SampleLabel.DE, 296, 128).missing());
  }

  /** No font has the second one: its box must not be what the first one looks like. */
  @Test
  void aSignOfTwoScriptsTakesTwoFonts() {
    int there = signed("$元");
    int box = signed("$ก");
    assertTrue(Math.abs(there - box) > 10, "%d pixels and %d of the box".formatted(there, box));
  }

  private int signed(String sign) {
    LabelText t = SampleLabel.DE.text();
    LabelText text =
        new LabelText("", t.whole(), t.decimal(), t.cents(), sign, "", "", "", "", "", "", "");
    BufferedImage image =
        painter.paint(SampleLabel.template(400, 300), text, SampleLabel.DE.words()).image();
    return dark(image, 0, 0, 400, 300);
  }

  /** The brand stands at the right, as if a mark before it had said so. */
  @Test
  void aHebrewNameMayBeginWithALatinBrand() {
    LabelWords words = SampleLabel.HE.words();
    LabelTemplate template = SampleLabel.template(296, 128);
    LabelText plain = SampleLabel.HE.text("Osem ביסלי", 0);
    LabelText marked = SampleLabel.HE.text("\u200FOsem ביסלי", 0);
    assertEquals(
        painter.paint(template, marked, words).planes(),
        painter.paint(template, plain, words).planes());
  }

  /** In bars: before the first one and behind the last one, in a box as narrow as can be. */
  @ParameterizedTest
  @CsvSource({"9506000134420, 95, 11, 7", "96385074, 67, 7, 7", "036000291452, 95, 9, 9"})
  void barsHaveTheRoomThatReadersAskFor(String gtin, int bars, int before, int after) {
    for (int more = 0; more < 40; more++) {
      int width = bars + before + after + more;
      BufferedImage glass = LabelPicture.blank(width + 40, 10);
      var graphics = glass.createGraphics();
      graphics.setColor(LabelPicture.colour(Ink.BLACK));
      assertTrue(Codes.ean(graphics, gtin, new Rectangle(20, 0, width, 10)));
      assertEquals(0, dark(glass, 0, 0, 20 + before, 10), "left, with " + more);
      assertEquals(0, dark(glass, 20 + width - after, 0, 20 + after, 10), "right, with " + more);
      assertTrue(dark(glass, 20 + before, 0, bars + more, 10) > 10 * bars / 3);
      assertTrue(!Codes.ean(graphics, gtin, new Rectangle(0, 0, width - more - 1, 10)));
    }
  }
}
