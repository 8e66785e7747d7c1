package io.shelfkeeper.simulator.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A conversation with a device as a vector file writes it down. */
record Conversation(String name, List<String> state, List<Exchange> exchanges) {

  /**
   * @param reply empty for silence
   */
  record Exchange(byte[] request, byte[] reply) {}

  static List<Conversation> all(String file) {
    List<Conversation> all = new ArrayList<>();
    String request = "";
    for (String line : text(file).lines().toList()) {
      String said = line.strip();
      if (said.startsWith(">")) {
        request = said;
      } else if (said.startsWith("<")) {
        all.getLast().exchanges.add(new Exchange(bytes(request), bytes(said)));
      } else if (!said.isEmpty() && !said.startsWith("#")) {
        List<String> words = List.of(said.split("\\s*\\|\\s*", -1));
        all.add(new Conversation(words.getFirst(), words, new ArrayList<>()));
      }
    }
    return all;
  }

  private static byte[] bytes(String said) {
    String hex = said.substring(1).replaceAll("[\\s-]", "");
    return HexFormat.of().parseHex(hex);
  }

  private static String text(String file) {
    try (InputStream in = Conversation.class.getResourceAsStream("/vectors/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
