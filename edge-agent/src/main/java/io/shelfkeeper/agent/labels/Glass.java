package io.shelfkeeper.agent.labels;

import io.shelfkeeper.drivers.tag.oepl.OeplTagType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a label is drawn for.
 *
 * @param width in pixels
 * @param inks colours, white included: 2 or more
 */
public record Glass(int width, int height, int inks) {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{1,2})x([1-9][0-9]{1,2})");

  /**
   * The glass of a tag type, such as {@code 33}, or of a size, such as {@code 296x128}, with three
   * colours; null if there is no such type.
   */
  public static @Nullable Glass of(String word) {
    Matcher size = SIZE.matcher(word);
    if (size.matches()) {
      return new Glass(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), 3);
    }
    OeplTagType type = OeplTagType.of(word);
    return type == null ? null : new Glass(type.width(), type.height(), type.inks());
  }
}
