package io.shelfkeeper.drivers.tag.oepl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.drivers.Seed;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagPicture.Ink;
import io.shelfkeeper.drivers.vectors.Vector;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OeplPackingTest {
  static Stream<Vector> pixels() {
    return Vector.in("oepl/pixels.txt").stream();
  }

  static Stream<Vector> compressed() {
    return Vector.in("oepl/compressed.txt").stream();
  }

  private static OeplTagType type(String model) {
    return Objects.requireNonNull(OeplTagType.of(model));
  }

  /** A picture of which some pixels have an ink. */
  private interface Pixels {
    Ink at(int x, int y);
  }

  private static TagPicture picture(OeplTagType type, Pixels pixels) {
    byte[] first = new byte[(type.width() * type.height() + 7) / 8];
    byte[] second = new byte[first.length];
    for (int y = 0; y < type.height(); y++) {
      for (int x = 0; x < type.width(); x++) {
        int index = y * type.width() + x;
        int ink = pixels.at(x, y).ordinal();
        first[index / 8] |= (byte) ((ink & 1) << 7 - index % 8);
        second[index / 8] |= (byte) ((ink >> 1) << 7 - index % 8);
      }
    }
    return new TagPicture(type.width(), type.height(), first, second);
  }

  private static TagPicture onePixel(OeplTagType type, int x, int y, Ink ink) {
    return picture(type, (px, py) -> px == x && py == y ? ink : Ink.WHITE);
  }

  @ParameterizedTest
  @MethodSource("pixels")
  void aPixelComesToLieWhereTheDescriptionSaysInBothPlanes(Vector vector) {
    String[] is = vector.is().split(" ");
    OeplTagType type = type(is[1]);
    int x = Integer.parseInt(is[3]);
    int y = Integer.parseInt(is[4]);
    int plane = (type.width() * type.height() + 7) / 8;
    byte[] wanted = new byte[plane];
    wanted[Integer.parseInt(is[6])] = vector.bytes()[0];

    OeplPacking black = OeplPacking.of(onePixel(type, x, y, Ink.BLACK), type);
    assertEquals(OeplAnnouncement.ONE_PLANE, black.type());
    assertArrayEquals(wanted, black.bytes());

    OeplPacking red = OeplPacking.of(onePixel(type, x, y, Ink.COLOUR), type);
    assertEquals(OeplAnnouncement.TWO_PLANES, red.type());
    assertArrayEquals(new byte[plane], Arrays.copyOf(red.bytes(), plane));
    assertArrayEquals(wanted, Arrays.copyOfRange(red.bytes(), plane, 2 * plane));
  }

  @Test
  void secondColourIsInBothPlanesOfATagThatHasItAndBlackOnOthers() {
    OeplTagType four = type("90");
    OeplPacking both = OeplPacking.of(onePixel(four, 0, 0, Ink.SECOND_COLOUR), four);
    assertEquals((byte) 0x80, both.bytes()[0]);
    assertEquals((byte) 0x80, both.bytes()[15_000]);
    for (String model : new String[] {"02", "40"}) {
      OeplTagType fewer = type(model);
      OeplPacking black = OeplPacking.of(onePixel(fewer, 0, 0, Ink.SECOND_COLOUR), fewer);
      assertEquals(1, black.planes());
    }
    OeplTagType two = type("40");
    assertEquals(1, OeplPacking.of(onePixel(two, 0, 0, Ink.COLOUR), two).planes());
  }

  @ParameterizedTest
  @MethodSource("compressed")
  void compressedDataAreHeaderAndPlanes(Vector vector) throws DataFormatException {
    String[] is = vector.is().split(" ");
    OeplTagType type = type(is[0]);
    Ink ink = is[1].equals("red") ? Ink.COLOUR : Ink.WHITE;
    byte[] ours = OeplPacking.of(picture(type, (x, y) -> ink), type).compressed();
    assertEquals(Hex.text(Arrays.copyOf(vector.bytes(), 6)), Hex.text(Arrays.copyOf(ours, 6)));
    assertArrayEquals(inflated(vector.bytes()), inflated(ours));
  }

  @Test
  void compressedDataOfEveryTypeAreReadBack() throws DataFormatException {
    Random random = Seed.of(OeplPackingTest.class);
    for (OeplTagType type : OeplTagType.all()) {
      TagPicture picture =
          picture(type, (x, y) -> Ink.values()[random.nextInt(6) == 0 ? random.nextInt(4) : 0]);
      OeplPacking packing = OeplPacking.of(picture, type);
      byte[] plain = inflated(packing.compressed());
      assertEquals(6 + packing.bytes().length, plain.length);
      assertArrayEquals(packing.bytes(), Arrays.copyOfRange(plain, 6, plain.length));
    }
  }

  private static byte[] inflated(byte[] data) throws DataFormatException {
    int length = data[0] & 0xFF | (data[1] & 0xFF) << 8 | (data[2] & 0xFF) << 16;
    byte[] plain = new byte[length + 1];
    Inflater inflater = new Inflater();
    inflater.setInput(data, 4, data.length - 4);
    int got = inflater.inflate(plain);
    boolean finished = inflater.finished();
    inflater.end();
    assertEquals(true, finished);
    return Arrays.copyOf(plain, got);
  }

  @Test
  void everyPixelOfEveryTypeIsPackedOnce() {
    for (OeplTagType type : OeplTagType.all()) {
      OeplPacking packing = OeplPacking.of(picture(type, (x, y) -> Ink.BLACK), type);
      int bits = 0;
      for (byte one : packing.bytes()) {
        bits += Integer.bitCount(one & 0xFF);
      }
      assertEquals(type.width() * type.height(), bits, type.toString());
      assertEquals(bits, packing.rowLength() * packing.rows());
    }
  }

  @Test
  void aPictureOfAnotherSizeIsRefused() {
    TagPicture picture = picture(type("00"), (x, y) -> Ink.BLACK);
    assertThrows(IllegalArgumentException.class, () -> OeplPacking.of(picture, type("01")));
    assertThrows(
        IllegalArgumentException.class, () -> new TagPicture(9, 1, new byte[1], new byte[2]));
    assertThrows(IndexOutOfBoundsException.class, () -> picture.ink(152, 0));
  }
}
