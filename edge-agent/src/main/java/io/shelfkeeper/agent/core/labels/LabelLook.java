package io.shelfkeeper.agent.core.labels;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/**
 * How the labels of a site look: its words, its template for each glass, its own fonts. Two labels
 * with the same {@link #hash} are the same picture.
 */
public final class LabelLook {
  /** Raised when the same label is drawn otherwise than by the release before. */
  private static final int PAINTER = 1;

  private final LabelWords words;
  private final Map<Glass, LabelTemplate> templates;
  private final String fonts;
  private final Map<Glass, byte[]> known = new HashMap<>();

  /**
   * @param templates one for each glass that a tag of the site has
   * @param fonts changes when the site's own fonts do
   */
  public LabelLook(LabelWords words, Map<Glass, LabelTemplate> templates, String fonts) {
    this.words = words;
    this.templates = Map.copyOf(templates);
    this.fonts = fonts;
  }

  public LabelWords words() {
    return words;
  }

  /**
   * @throws IllegalArgumentException if no tag has such glass
   */
  public LabelTemplate template(Glass glass) {
    LabelTemplate template = templates.get(glass);
    if (template == null) {
      throw new IllegalArgumentException("no template for " + glass);
    }
    return template;
  }

  /** The first 64 bits of a SHA-256 over everything that a label shows and how. */
  public long hash(LabelDrawing drawing) {
    LabelText text = drawing.text();
    MessageDigest sha = sha();
    sha.update(known.computeIfAbsent(drawing.glass(), this::glass));
    add(
        sha,
        text.name(),
        text.whole(),
        text.decimal(),
        text.cents(),
        text.sign(),
        text.was(),
        text.unitPrice(),
        text.note(),
        text.offer(),
        text.sku(),
        text.gtin(),
        text.link());
    return ByteBuffer.wrap(sha.digest()).getLong();
  }

  private byte[] glass(Glass glass) {
    MessageDigest sha = sha();
    add(sha, fonts);
    add(sha, PAINTER, glass.width(), glass.height(), glass.inks());
    add(sha, words.rightToLeft() ? 1 : 0, words.signFirst() ? 1 : 0, words.signGap() ? 1 : 0);
    for (LabelPart part : template(glass).parts()) {
      add(sha, part.show().name(), part.ink().name(), part.align().name());
      add(sha, part.anchor().name(), part.when().name());
      LabelPart.Box box = part.box();
      add(sha, box.x(), box.y(), box.width(), box.height());
      add(sha, part.bold() ? 1 : 0, part.size(), part.sizeMin(), part.lines());
    }
    return sha.digest();
  }

  private static void add(MessageDigest sha, String... texts) {
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      add(sha, bytes.length);
      sha.update(bytes);
    }
  }

  private static void add(MessageDigest sha, int... numbers) {
    for (int number : numbers) {
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
