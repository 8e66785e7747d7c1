package io.shelfkeeper.agent.config;

/** The number below a bar code: 8, 12, 13 or 14 digits, the last of which checks the others. */
final class Gtin {
  private Gtin() {}

  static boolean hasRightLength(String digits) {
    return digits.matches("[0-9]{8}|[0-9]{12,14}");
  }

  /**
   * The digit that has to stand last: from the right the digits before it count 3, 1, 3, 1 ...
   *
   * @param digits all digits with the check digit
   */
  static char checkDigit(String digits) {
    int sum = 0;
    int weight = 3;
    for (int i = digits.length() - 2; i >= 0; i--) {
      sum += weight * (digits.charAt(i) - '0');
      weight = 4 - weight;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
