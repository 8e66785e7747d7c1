package io.shelfkeeper.agent.core.labels;

import java.util.List;

/**
 * Where things stand on labels of one size.
 *
 * @param width in pixels, as a reader looks at it
 * @param parts drawn in this order
 */
public record LabelTemplate(int width, int height, List<LabelPart> parts) {
  public LabelTemplate {
    parts = List.copyOf(parts);
  }

  /** The same for another glass; letters keep their shape and become no larger than both sides. */
  public LabelTemplate scaledTo(int newWidth, int newHeight) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    double across = (double) newWidth / width;
    double down = (double) newHeight / height;
    return new LabelTemplate(
        newWidth, newHeight, parts.stream().map(part -> part.scaled(across, down)).toList());
  }
}
