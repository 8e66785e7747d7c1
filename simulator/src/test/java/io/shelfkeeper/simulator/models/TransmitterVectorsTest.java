package io.shelfkeeper.simulator.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.simulator.world.Conversions;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransmitterVectorsTest {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final int LONGEST = 13;

  static Stream<Conversation> conversations() {
    return Conversation.all("transmitter.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void transmitterAnswersAsWrittenDownHoweverTheRequestIsCut(Conversation conversation) {
    for (int piece = 1; piece <= LONGEST; piece++) {
      Transmitter device = device(conversation.state());
      long nanos = 0;
      for (Conversation.Exchange exchange : conversation.exchanges()) {
        nanos += 1_000_000_000;
        String expected = HEX.formatHex(exchange.reply());
        String reply = HEX.formatHex(ask(device, exchange.request(), piece, nanos));
        assertEquals(expected, reply, "in pieces of " + piece);
      }
    }
  }

  private static byte[] ask(Transmitter device, byte[] request, int piece, long nanos) {
    ByteArrayOutputStream replies = new ByteArrayOutputStream();
    for (int from = 0; from < request.length; from += piece) {
      int to = Math.min(request.length, from + piece);
      for (Reply reply : device.hear(Arrays.copyOfRange(request, from, to), nanos)) {
        replies.writeBytes(reply.bytes());
      }
    }
    return replies.toByteArray();
  }

  private static Transmitter device(List<String> state) {
    Troubles troubles = new Troubles();
    boolean moving = state.get(2).equals("moving");
    Conversions cell = Loads.of(Double.parseDouble(state.get(1)), moving ? 50 : 0);
    Transmitter device = new Transmitter("scale", 1, 9_600, cell, troubles);
    device.undocumentedBits(state.get(2).equals("peak") ? 1 << 11 : 0);
    Arrays.stream(Trouble.values())
        .filter(kind -> kind.word().equals(state.get(2)))
        .forEach(kind -> troubles.start(Loads.always("scale", kind)));
    return device;
  }
}
