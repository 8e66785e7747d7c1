package io.shelfkeeper.agent.core.money;

import java.util.Arrays;
import java.util.List;

/** What is charged while the price tag of a bay shows another price than the one in force. */
public enum ChargeRule {
  /** What the tag is known to show: nobody pays what he has not read. */
  CONFIRMED("confirmed"),

  /** The lower of what the tag is known to show and the price in force. */
  LOWER("lower");

  private final String word;

  ChargeRule(String word) {
    this.word = word;
  }

  /** As files and messages spell it. */
  public String word() {
    return word;
  }

  /** The rule of a word, the first one if there is none. */
  public static ChargeRule of(String word) {
    return Arrays.stream(values())
        .filter(one -> one.word.equals(word))
        .findFirst()
        .orElse(CONFIRMED);
  }

  /** The words of all. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ChargeRule::word).toList();
  }
}
