package io.shelfkeeper.agent.core.money;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a unit price is for. */
public enum Measure {
  KILOGRAM("kg"),
  LITRE("l"),
  HUNDRED_GRAMS("100g"),
  HUNDRED_MILLILITRES("100ml"),
  METRE("m"),
  PIECE("piece");

  private final String word;

  Measure(String word) {
    this.word = word;
  }

  /** As files and messages spell it. */
  public String word() {
    return word;
  }

  /** The measure of a word, or null if there is none. */
  public static @Nullable Measure of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst().orElse(null);
  }

  /** The words of all. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Measure::word).toList();
  }
}
