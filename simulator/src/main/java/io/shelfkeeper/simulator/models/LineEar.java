package io.shelfkeeper.simulator.models;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts what comes in into lines. One that is too long is given as an empty one. */
public final class LineEar {
  /** With its line feed. */
  private static final int LINE_MAX = 200;

  private final byte[] begun = new byte[LINE_MAX];
  private int length;

  public List<String> lines(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    for (byte one : bytes) {
      if (one != '\n') {
        begun[Math.min(length, LINE_MAX - 1)] = one;
        length = Math.min(length + 1, LINE_MAX);
      } else {
        lines.add(length < LINE_MAX ? new String(begun, 0, length, StandardCharsets.US_ASCII) : "");
        length = 0;
      }
    }
    return lines;
  }

  /** Whoever began a line is gone. */
  public void clear() {
    length = 0;
  }
}
