package io.shelfkeeper.agent.labels;

import com.google.zxing.WriterException;
import com.google.zxing.oned.EAN13Writer;
import com.google.zxing.oned.EAN8Writer;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.Graphics2D;
import java.awt.Rectangle;

/**
 * Codes for cameras and tills. Their squares and bars are whole pixels, all alike, with the clear
 * margin that readers need; what does not fit so is not drawn.
 */
final class Codes {
  private static final int QR_MARGIN = 4;

  /** Squares of one pixel are 0.2 mm wide; no telephone reads those. */
  private static final int QR_SIDE_MIN = 2;

  private Codes() {}

  /** Draws a QR code, as large as fits; false if none does. */
  static boolean qr(Graphics2D graphics, String text, Rectangle box) {
    ByteMatrix squares = squares(text);
    int count = squares.getWidth();
    int side = Math.min(box.width, box.height) / (count + 2 * QR_MARGIN);
    if (side < QR_SIDE_MIN) {
      return false;
    }
    int left = box.x + (box.width - side * count) / 2;
    int top = box.y + (box.height - side * count) / 2;
    for (int y = 0; y < count; y++) {
      for (int x = 0; x < count; x++) {
        if (squares.get(x, y) == 1) {
          graphics.fillRect(left + x * side, top + y * side, side, side);
        }
      }
    }
    return true;
  }

  private static ByteMatrix squares(String text) {
    try {
      return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("no square code for " + text, e);
    }
  }

  /**
   * Draws the bars of a GTIN, if it is one of those with bars: of 8, 12 or 13 digits. False if the
   * box is too narrow for them.
   */
  static boolean ean(Graphics2D graphics, String gtin, Rectangle box) {
    String digits = gtin.length() == 14 && gtin.startsWith("0") ? gtin.substring(1) : gtin;
    boolean[] bars =
        switch (digits.length()) {
          case 8 -> new EAN8Writer().encode(digits);
          case 12 -> new EAN13Writer().encode("0" + digits);
          case 13 -> new EAN13Writer().encode(digits);
          default -> new boolean[0];
        };
    // Clear on the left and on the right, in bars: readers look for more before a first digit
    // that is not in the bars.
    int before =
        switch (digits.length()) {
          case 8 -> 7;
          case 12 -> 9;
          default -> 11;
        };
    int after = digits.length() == 12 ? 9 : 7;
    int width = box.width / (bars.length + before + after);
    int left = box.x + Math.max(before * width, (box.width - width * bars.length) / 2);
    for (int i = 0; i < bars.length; i++) {
      if (bars[i]) {
        graphics.fillRect(left + i * width, box.y, width, box.height);
      }
    }
    return width > 0;
  }
}
