package io.shelfkeeper.agent.core.labels;

import io.shelfkeeper.agent.core.state.StateWriter;
import java.nio.ByteBuffer;
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
    StateWriter all = new StateWriter(PAINTER);
    for (String part :
        new String[] {
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
          text.link()
        }) {
      all.text(part);
    }
    MessageDigest sha = sha();
    sha.update(known.computeIfAbsent(drawing.glass(), this::glass));
    return ByteBuffer.wrap(sha.digest(all.bytes())).getLong();
  }

  private byte[] glass(Glass glass) {
    StateWriter all = new StateWriter(PAINTER).text(fonts);
    all.number(glass.width()).number(glass.height()).number(glass.inks());
    all.number(words.rightToLeft() ? 1 : 0).number(words.signFirst() ? 1 : 0);
    all.number(words.signGap() ? 1 : 0);
    for (LabelPart part : template(glass).parts()) {
      all.text(part.show().name()).text(part.ink().name()).text(part.align().name());
      all.text(part.anchor().name()).text(part.when().name());
      LabelPart.Box box = part.box();
      all.number(box.x()).number(box.y()).number(box.width()).number(box.height());
      all.number(part.bold() ? 1 : 0).number(part.size()).number(part.sizeMin());
      all.number(part.lines());
    }
    return sha().digest(all.bytes());
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
