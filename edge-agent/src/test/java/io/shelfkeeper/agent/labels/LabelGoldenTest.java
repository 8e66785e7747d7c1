package io.shelfkeeper.agent.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.labels.LabelText;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every template in six languages looks as somebody has seen and liked it. Look at the pictures
 * after a change, then write them anew with {@code -Dlabels.liked=true}.
 */
class LabelGoldenTest {
  /** Another release of the font engine may move an edge by a pixel, and no letter by two. */
  private static final double UNLIKE_MAX = 0.002;

  private static final Path LIKED = Path.of("src/test/resources/io/shelfkeeper/agent/labels");

  private final LabelPainter painter = new LabelPainter(SampleLabel.fonts());

  @ParameterizedTest
  @CsvSource({"152,152", "296,128", "384,168", "400,300"})
  void everyLabelLooksAsItWasLiked(int width, int height) throws IOException {
    for (SampleLabel label : SampleLabel.values()) {
      String name = "%dx%d-%s.png".formatted(width, height, label.name().toLowerCase(Locale.ROOT));
      BufferedImage liked = liked(name, paint(label, label.text(), width, height));
      LabelPicture dearer = paint(label, label.text(label.text().name(), 2), width, height);
      assertTrue(
          unlike(dearer.image(), liked) > UNLIKE_MAX, () -> name + " fits another price as well");
    }
  }

  @ParameterizedTest
  @CsvSource({"152,152", "296,128", "384,168", "400,300"})
  void aProductWithoutAPriceHasADash(int width, int height) throws IOException {
    SampleLabel label = SampleLabel.EN;
    LabelText.Product product =
        new LabelText.Product("juice-250", label.text().name(), SampleLabel.GTIN);
    LabelText text = LabelText.withoutPrice(product, LabelText.GS1);
    liked("%dx%d-none.png".formatted(width, height), paint(label, text, width, height));
  }

  /** The picture that somebody liked; this one looks like it. */
  private static BufferedImage liked(String name, LabelPicture drawn) throws IOException {
    if (Boolean.getBoolean("labels.liked")) {
      try (OutputStream out = Files.newOutputStream(LIKED.resolve(name))) {
        drawn.png(out, 3, 1);
      }
    }
    assertEquals(List.of(), drawn.cut(), name);
    assertEquals("", drawn.missing(), name);
    BufferedImage liked = ImageIO.read(LIKED.resolve(name).toFile());
    double unlike = unlike(drawn.image(), liked);
    assertTrue(unlike <= UNLIKE_MAX, () -> name + " differs in a share of " + unlike);
    return liked;
  }

  private LabelPicture paint(SampleLabel label, LabelText text, int width, int height) {
    return painter.paint(SampleLabel.template(width, height), text, label.words());
  }

  /** The share of pixels whose ink is nowhere near in the other picture. */
  private static double unlike(BufferedImage a, BufferedImage b) {
    assertEquals(a.getWidth(), b.getWidth());
    assertEquals(a.getHeight(), b.getHeight());
    int unlike = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        if (!near(a.getRGB(x, y), b, x, y) || !near(b.getRGB(x, y), a, x, y)) {
          unlike++;
        }
      }
    }
    return (double) unlike / (a.getWidth() * a.getHeight());
  }

  private static boolean near(int ink, BufferedImage other, int x, int y) {
    for (int v = Math.max(0, y - 1); v <= Math.min(other.getHeight() - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(other.getWidth() - 1, x + 1); u++) {
        if (other.getRGB(u, v) == ink) {
          return true;
        }
      }
    }
    return false;
  }
}
