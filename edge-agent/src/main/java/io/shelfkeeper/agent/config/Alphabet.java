package io.shelfkeeper.agent.config;

import java.util.Locale;

/** Which letters a name may have. Names end up in topics, file names and logs. */
enum Alphabet {
  /** Names of shops and devices are parts of topics and certificates. */
  TOPIC("1 to 64 of a-z, 0-9 and -, the first one a letter or digit") {
    @Override
    boolean inside(char c) {
      return lower(c) || digit(c) || c == '-';
    }

    @Override
    String mended(String text) {
      return super.mended(text.toLowerCase(Locale.ROOT));
    }
  },
  /** Everything else in the shop. */
  NAME("1 to 64 of A-Z, a-z, 0-9 and . _ -, the first one a letter or digit") {
    @Override
    boolean inside(char c) {
      return lower(c)
          || lower(Character.toLowerCase(c)) && c < 128
          || digit(c)
          || "._-".indexOf(c) >= 0;
    }
  },
  /** Lines of GPIO chips, with or without their chip, and LEDs. */
  LINE("such as GPIO17, pinctrl-rp1/17 or led:lock1") {
    @Override
    boolean inside(char c) {
      return NAME.inside(c) || "/:".indexOf(c) >= 0;
    }
  };

  private static final int LENGTH_MAX = 64;

  final String rule;

  Alphabet(String rule) {
    this.rule = rule;
  }

  abstract boolean inside(char c);

  boolean has(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!inside(text.charAt(i))) {
        return false;
      }
    }
    return ".-_".indexOf(text.charAt(0)) < 0;
  }

  /** The nearest text that this alphabet has; may be empty. */
  String mended(String text) {
    StringBuilder mended = new StringBuilder();
    for (char c : text.strip().toCharArray()) {
      if (mended.length() == LENGTH_MAX) {
        break;
      }
      char good = inside(c) ? c : '-';
      if (!mended.isEmpty() || ".-_".indexOf(good) < 0) {
        mended.append(good);
      }
    }
    return mended.toString();
  }

  private static boolean lower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
