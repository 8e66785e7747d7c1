package io.shelfkeeper.agent.labels;

import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagPicture.Ink;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A drawn label.
 *
 * @param cut the parts whose text did not find room, in the words of templates
 * @param missing the characters that no font has, each once: boxes in the picture
 */
public record LabelPicture(BufferedImage image, List<String> cut, String missing) {
  private static final Color[] INKS = {
    Color.WHITE, Color.BLACK, new Color(0xC8, 0x10, 0x1E), new Color(0xF0, 0xC0, 0x00)
  };

  public LabelPicture {
    cut = List.copyOf(cut);
  }

  /** An empty glass. */
  static BufferedImage blank(int width, int height) {
    byte[][] values = new byte[3][4];
    for (int i = 0; i < INKS.length; i++) {
      values[0][i] = (byte) INKS[i].getRed();
      values[1][i] = (byte) INKS[i].getGreen();
      values[2][i] = (byte) INKS[i].getBlue();
    }
    return new BufferedImage(
        width,
        height,
        BufferedImage.TYPE_BYTE_BINARY,
        new IndexColorModel(2, 4, values[0], values[1], values[2]));
  }

  static Color colour(Ink ink) {
    return INKS[ink.ordinal()];
  }

  /** The picture as drivers take it. */
  public TagPicture planes() {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] first = new byte[(width * height + 7) / 8];
    byte[] second = new byte[first.length];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRaster().getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        int bit = y * width + x;
        if ((row[x] & 1) != 0) {
          first[bit >> 3] |= (byte) (0x80 >> (bit & 7));
        }
        if ((row[x] & 2) != 0) {
          second[bit >> 3] |= (byte) (0x80 >> (bit & 7));
        }
      }
    }
    return new TagPicture(width, height, first, second);
  }

  /**
   * Writes a PNG.
   *
   * @param inks colours of the tag, white included: with 2 what is red becomes black
   * @param zoom pixels of the file for each of the glass, 1 to 16
   */
  public void png(OutputStream out, int inks, int zoom) throws IOException {
    int width = image.getWidth() * zoom;
    int height = image.getHeight() * zoom;
    BufferedImage large = blank(width, height);
    Graphics2D graphics = large.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(inks == 2 ? black() : image, 0, 0, width, height, null);
    graphics.dispose();
    ImageIO.setUseCache(false);
    ImageIO.write(large, "png", out);
  }

  private BufferedImage black() {
    BufferedImage black = blank(image.getWidth(), image.getHeight());
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        row[x] = Math.min(row[x], 1);
      }
      black.getRaster().setSamples(0, y, row.length, 1, 0, row);
    }
    return black;
  }
}
