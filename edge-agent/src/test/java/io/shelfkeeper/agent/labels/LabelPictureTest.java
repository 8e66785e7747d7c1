package io.shelfkeeper.agent.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagPicture.Ink;
import io.shelfkeeper.drivers.tag.oepl.OeplPacking;
import io.shelfkeeper.drivers.tag.oepl.OeplTagType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelPictureTest {

  @ParameterizedTest
  @CsvSource({"152,152", "296,128", "384,168", "400,300", "153,7"})
  void everyPixelIsInItsPlane(int width, int height) {
    LabelPicture picture =
        new LabelPainter(SampleLabel.fonts())
            .paint(
                SampleLabel.template(width, height), SampleLabel.EN.text(), SampleLabel.EN.words());
    TagPicture planes = picture.planes();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertEquals(LabelPicture.colour(planes.ink(x, y)).getRGB(), picture.image().getRGB(x, y));
        assertNotEquals(Ink.SECOND_COLOUR, planes.ink(x, y));
      }
    }
  }

  /** The published structures say where the corners of each glass lie in both planes. */
  @ParameterizedTest
  @CsvSource({
    "00, 0, 0, 0, 80",
    "00, 151, 0, 18, 01",
    "01, 0, 0, 4720, 80",
    "01, 295, 0, 0, 80",
    "37, 0, 0, 76799, 01"
  })
  void aDrawnCornerLiesWhereTheTagLooksForIt(String model, int x, int y, int at, String bits) {
    OeplTagType type = Objects.requireNonNull(OeplTagType.of(model));
    for (Ink ink : List.of(Ink.BLACK, Ink.COLOUR)) {
      BufferedImage glass = LabelPicture.blank(type.width(), type.height());
      glass.getRaster().setSample(x, y, 0, ink.ordinal());
      OeplPacking packed = OeplPacking.of(new LabelPicture(glass, List.of(), "").planes(), type);
      byte[] expected = new byte[packed.bytes().length];
      int plane = ink == Ink.BLACK ? 0 : expected.length / 2;
      expected[plane + at] = (byte) Integer.parseInt(bits, 16);
      assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(packed.bytes()));
    }
  }

  @Test
  void theFileShowsWhatATagWithoutRedShows() throws IOException {
    LabelPicture picture =
        new LabelPainter(SampleLabel.fonts())
            .paint(SampleLabel.template(296, 128), SampleLabel.EN.text(), SampleLabel.EN.words());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    picture.png(out, 2, 3);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertEquals(888, read.getWidth());
    for (int y = 0; y < 128; y++) {
      for (int x = 0; x < 296; x++) {
        boolean white = picture.image().getRaster().getSample(x, y, 0) == 0;
        assertEquals(white ? 0xFFFFFFFF : 0xFF000000, read.getRGB(3 * x + 1, 3 * y + 1));
      }
    }
  }
}
