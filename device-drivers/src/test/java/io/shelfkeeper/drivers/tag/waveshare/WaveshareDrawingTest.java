package io.shelfkeeper.drivers.tag.waveshare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.Seed;
import io.shelfkeeper.drivers.api.TagPicture;
import java.util.BitSet;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pictures become rectangles that make up the same picture. */
class WaveshareDrawingTest {
  private static final int WIDTH = WaveshareDriver.WIDTH;
  private static final int HEIGHT = WaveshareDriver.HEIGHT;

  private static TagPicture picture(BitSet black) {
    byte[] first = new byte[WIDTH * HEIGHT / 8];
    black.stream().forEach(at -> first[at / 8] |= (byte) (0x80 >> at % 8));
    return new TagPicture(WIDTH, HEIGHT, first, new byte[first.length]);
  }

  private static void fill(BitSet black, int left, int top, int right, int bottom, boolean is) {
    for (int y = top; y <= bottom; y++) {
      black.set(y * WIDTH + left, y * WIDTH + right + 1, is);
    }
  }

  private static int word(byte[] frame, int index) {
    return (frame[4 + 2 * index] & 0xFF) << 8 | frame[5 + 2 * index] & 0xFF;
  }

  private static void assertDraws(BitSet black, WaveshareDrawing drawing) {
    BitSet drawn = new BitSet();
    for (int i = 0; i < drawing.count(); i++) {
      byte[] frame = drawing.command(i);
      BitSet one = new BitSet();
      fill(one, word(frame, 0), word(frame, 1), word(frame, 2), word(frame, 3), true);
      assertTrue(!drawn.intersects(one), "nothing is drawn twice");
      drawn.or(one);
    }
    assertEquals(black, drawn);
  }

  @Test
  void shapesOfAnyKindAreDrawnExactly() {
    Random random = Seed.of(WaveshareDrawingTest.class);
    for (int round = 0; round < 30; round++) {
      BitSet black = new BitSet();
      for (int i = 0; i < 40; i++) {
        int left = random.nextInt(WIDTH);
        int top = random.nextInt(HEIGHT);
        int right = left + random.nextInt(Math.min(WIDTH - left, 1 + random.nextInt(300)));
        int bottom = top + random.nextInt(Math.min(HEIGHT - top, 1 + random.nextInt(300)));
        fill(black, left, top, right, bottom, random.nextInt(3) > 0);
      }
      assertDraws(black, Objects.requireNonNull(WaveshareDrawing.of(picture(black))));
    }
  }

  @Test
  void anEmptySheetNeedsNothingAndAFullOneOneRectangle() {
    BitSet black = new BitSet();
    assertEquals(0, Objects.requireNonNull(WaveshareDrawing.of(picture(black))).count());
    black.set(0, WIDTH * HEIGHT);
    assertEquals(1, Objects.requireNonNull(WaveshareDrawing.of(picture(black))).count());
  }

  @Test
  void theBetterDirectionIsTaken() {
    BitSet comb = new BitSet();
    for (int x = 0; x < 100; x++) {
      fill(comb, 2 * x, 0, 2 * x, x, true);
    }
    WaveshareDrawing drawing = Objects.requireNonNull(WaveshareDrawing.of(picture(comb)));
    assertEquals(100, drawing.count());
    assertDraws(comb, drawing);
  }

  @Test
  void whatWouldTakeTooLongIsNotDrawn() {
    BitSet dots = new BitSet();
    for (int i = 0; i < WaveshareDrawing.RECTANGLES_MAX; i++) {
      dots.set(2 * i / WIDTH * 2 * WIDTH + 2 * i % WIDTH);
    }
    assertNotNull(WaveshareDrawing.of(picture(dots)));
    fill(dots, WIDTH - 1, HEIGHT - 1, WIDTH - 1, HEIGHT - 1, true);
    assertNull(WaveshareDrawing.of(picture(dots)));
  }
}
