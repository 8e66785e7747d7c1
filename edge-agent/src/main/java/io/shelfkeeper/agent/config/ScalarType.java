package io.shelfkeeper.agent.config;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a value without quotes is by the core schema of YAML 1.2. The words {@code yes}, {@code no},
 * {@code on} and {@code off} are texts there, and {@code 1:20} is no number.
 */
enum ScalarType {
  TEXT,
  INTEGER,
  DECIMAL,
  TRUTH,
  NOTHING;

  static ScalarType ofPlain(String value) {
    return switch (value) {
      case "", "~", "null", "Null", "NULL" -> NOTHING;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> TRUTH;
      default -> ofNumber(value);
    };
  }

  private static ScalarType ofNumber(String value) {
    char first = value.charAt(0);
    boolean maybe = first == '-' || first == '+' || first == '.' || digit(first);
    if (!maybe) {
      return TEXT;
    }
    if (value.startsWith("0x") || value.startsWith("0o")) {
      return prefixed(value) ? INTEGER : TEXT;
    }
    String unsigned = first == '-' || first == '+' ? value.substring(1) : value;
    return switch (unsigned) {
      case ".inf", ".Inf", ".INF" -> DECIMAL;
      case ".nan", ".NaN", ".NAN" -> unsigned.equals(value) ? DECIMAL : TEXT;
      default -> decimal(unsigned);
    };
  }

  private static boolean prefixed(String value) {
    int radix = value.charAt(1) == 'x' ? 16 : 8;
    return value.length() > 2
        && value.chars().skip(2).allMatch(c -> Character.digit(c, radix) >= 0 && c < 128);
  }

  private static ScalarType decimal(String unsigned) {
    int digits = 0;
    boolean point = false;
    int i = 0;
    for (; i < unsigned.length(); i++) {
      char c = unsigned.charAt(i);
      if (digit(c)) {
        digits++;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return TEXT;
    }
    if (i == unsigned.length()) {
      return point ? DECIMAL : INTEGER;
    }
    return exponent(unsigned, i) ? DECIMAL : TEXT;
  }

  private static boolean exponent(String unsigned, int from) {
    if (unsigned.charAt(from) != 'e' && unsigned.charAt(from) != 'E') {
      return false;
    }
    int i = from + 1;
    if (i < unsigned.length() && (unsigned.charAt(i) == '-' || unsigned.charAt(i) == '+')) {
      i++;
    }
    return i < unsigned.length() && unsigned.chars().skip(i).allMatch(c -> digit((char) c));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * The number that a text of type {@code INTEGER} or {@code DECIMAL} stands for; not finite or too
   * large to be meant is NaN.
   */
  static double number(String value) {
    if (value.length() > 40) {
      return Double.NaN;
    }
    if (value.startsWith("0x")) {
      return new BigInteger(value.substring(2), 16).doubleValue();
    }
    if (value.startsWith("0o")) {
      return new BigInteger(value.substring(2), 8).doubleValue();
    }
    if (value.endsWith("f") || value.endsWith("F") || value.endsWith("n") || value.endsWith("N")) {
      return Double.NaN;
    }
    return Double.parseDouble(value);
  }

  /** Whether a number has no part behind the point: {@code 10.0} is as good as {@code 10}. */
  static boolean whole(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15;
  }

  /** A number as people write it: 10 and not 10.0, 0.5 and not 5E-1. */
  static String text(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
