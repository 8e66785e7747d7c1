package io.shelfkeeper.drivers.vectors;

import io.shelfkeeper.drivers.wire.Hex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One example of bytes on a wire, from a text file that people can read: headers ({@code vector},
 * {@code origin}, {@code is}, {@code means}) and then a field a line, hexadecimal, with a comment
 * behind a semicolon. An empty line ends it; {@code #} begins a remark.
 */
public record Vector(Map<String, String> headers, byte[] bytes) {

  /** The examples of one file below {@code vectors/}. */
  public static List<Vector> in(String file) {
    List<Vector> vectors = new ArrayList<>();
    for (String paragraph : text(file).split("\n\\s*\n")) {
      Vector vector = of(paragraph);
      if (vector.bytes.length > 0) {
        vectors.add(vector);
      }
    }
    return vectors;
  }

  public String is() {
    return headers.getOrDefault("is", "");
  }

  public String means() {
    return headers.getOrDefault("means", "");
  }

  @Override
  public String toString() {
    return headers.getOrDefault("vector", "?");
  }

  private static Vector of(String paragraph) {
    Map<String, String> headers = new HashMap<>();
    StringBuilder hex = new StringBuilder();
    for (String line : paragraph.lines().toList()) {
      String[] words = line.split(" ", 2);
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      if (words[0].matches("[0-9A-F]{2}")) {
        hex.append(line.split(";", 2)[0]);
      } else {
        headers.put(words[0], words[1].strip());
      }
    }
    return new Vector(headers, Hex.bytes(hex.toString()));
  }

  private static String text(String file) {
    try (var in = Vector.class.getResourceAsStream("/vectors/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
