package io.shelfkeeper.simulator.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How tags read what they were sent. */
class TagPicturesTest {
  private static final String WHITE_152 =
      "4E 0B 00 00 48 C7 ED C1 A1 01 00 00 08 03 A0 59 FC 3F EE 5C 6F B0 03 DB 34 13 00 00 E0 ED"
          + " 00 C5 6E 01 38";
  private static final String RED_296 =
      "06 25 00 00 48 C7 ED C1 31 01 00 30 08 00 20 DD 61 16 63 DA 7C A6 F0 03 6A A2 F3 05 00 00"
          + " 00 00 1C FA 00 00 00 00 70 68 01 D3 55 6F 40";

  private static TagKind kind(String model) {
    return Objects.requireNonNull(TagKind.of(model), model);
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0, 0, 0, 80",
    "00, 151, 0, 18, 01",
    "01, 0, 0, 4720, 80",
    "01, 295, 0, 0, 80",
    "37, 0, 0, 76799, 01",
    "37, 959, 0, 76680, 80",
    "33, 0, 0, 20, 01",
    "33, 383, 0, 8063, 01"
  })
  void aPixelIsWhereItIsWrittenDown(String model, int x, int y, int at, String value) {
    TagKind kind = kind(model);
    byte[] data = new byte[kind.plane()];
    data[at] = (byte) Integer.parseInt(value, 16);
    Glass glass = Objects.requireNonNull(TagPictures.decoded(kind, 0x20, data));
    assertEquals(Shade.BLACK, glass.at(x, y));
    assertEquals(1, count(glass, Shade.BLACK));
  }

  private static int count(Glass glass, Shade shade) {
    int count = 0;
    for (int y = 0; y < glass.height(); y++) {
      for (int x = 0; x < glass.width(); x++) {
        count += glass.at(x, y) == shade ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void compressedPicturesAreReadByTagsThatCan() {
    byte[] white = Host.hex(WHITE_152);
    byte[] red = Host.hex(RED_296);
    TagKind small = new TagKind(0x30, 152, 152, 0, 3, true);
    TagKind wide = new TagKind(0x31, 296, 128, 1, 3, true);
    Glass glass = Objects.requireNonNull(TagPictures.decoded(small, 0x30, white));
    assertEquals(152 * 152, count(glass, Shade.PAPER));
    glass = Objects.requireNonNull(TagPictures.decoded(wide, 0x30, red));
    assertEquals(296 * 128, count(glass, Shade.RED));
    assertNull(TagPictures.decoded(kind("00"), 0x30, white), "this one cannot");
    assertNull(TagPictures.decoded(wide, 0x30, white), "of another size");
    red[20] ^= 1;
    assertNull(TagPictures.decoded(wide, 0x30, red));
    white[4] = 0x78;
    assertNull(TagPictures.decoded(small, 0x30, white), "a window that it has no memory for");
  }

  @Test
  void whatATagCannotReadIsNotDrawn() {
    TagKind kind = kind("33");
    assertNotNull(TagPictures.decoded(kind, 0x21, new byte[2 * kind.plane()]));
    assertNull(TagPictures.decoded(kind, 0x20, new byte[kind.plane() - 1]));
    assertNull(TagPictures.decoded(kind, 0x21, new byte[kind.plane()]));
    assertNull(TagPictures.decoded(kind, 0x22, new byte[kind.plane()]));
    assertNull(TagKind.of("B0"), "served by another radio");
  }

  @Test
  void inksAreThoseOfTheKind() {
    assertEquals(Shade.RED, kind("33").shade(true, true));
    assertEquals(Shade.YELLOW, kind("28").shade(true, true));
    assertEquals(Shade.RED, kind("28").shade(false, true));
    assertEquals(Shade.YELLOW, kind("60").shade(false, true));
    assertEquals(Shade.BLACK, kind("40").shade(false, true));
  }

  @Test
  void pngsAreReadByOthers() throws IOException {
    Shade[] all = Shade.values();
    Glass glass = Glass.painted(7, 5, (x, y) -> all[(x + y) % all.length]);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(glass.png()));
    assertEquals(7, image.getWidth());
    assertEquals(5, image.getHeight());
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        assertEquals(glass.at(x, y).rgb(), image.getRGB(x, y) & 0xFFFFFF);
      }
    }
  }
}
