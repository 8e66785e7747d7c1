package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.labels.Glass;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Glass that is named on the command line. */
public final class Glasses {
  /** Where nobody says what a label is for. */
  public static final Glass COMMON = new Glass(296, 128, 3);

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{1,2})x([1-9][0-9]{1,2})");

  private Glasses() {}

  /**
   * The glass of a tag type, such as {@code 33}, or of a size, such as {@code 296x128}, with three
   * colours; empty if there is no such type.
   */
  public static Optional<Glass> of(String word) {
    Matcher size = SIZE.matcher(word);
    return size.matches()
        ? Optional.of(
            new Glass(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), 3))
        : Arrays.stream(Model.values()).flatMap(model -> model.glass(word).stream()).findFirst();
  }
}
