package io.shelfkeeper.simulator.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.simulator.world.Coil;
import io.shelfkeeper.simulator.world.Contact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lock boards say and do what is written down, however the request is cut. */
class LockVectorsTest {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final List<String> pulses = new ArrayList<>();
  private final Troubles troubles = new Troubles();

  static Stream<Conversation> board8a() {
    return Conversation.all("lock-8a.txt").stream();
  }

  static Stream<Conversation> relay() {
    return Conversation.all("modbus-relay.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("board8a")
  void board8aAnswersAsWrittenDown(Conversation talk) {
    for (int piece = 1; piece <= 6; piece++) {
      String[] built = talk.state().get(1).split(" ", -1);
      int channels = Integer.parseInt(built[1]);
      start(talk.state().get(3));
      LockBoard8a.Build build =
          new LockBoard8a.Build(Integer.parseInt(built[0]), channels, true, false);
      Wiring wiring = wiring(channels, talk.state().get(2), false);
      assertAnswers(talk, new LockBoard8a("board", build, 9_600, wiring, troubles), piece);
      assertEquals(talk.state().get(4), said());
    }
  }

  @ParameterizedTest
  @MethodSource("relay")
  void relayAnswersAsWrittenDown(Conversation talk) {
    for (int piece = 1; piece <= 8; piece++) {
      start(talk.state().get(2));
      Wiring wiring = wiring(8, talk.state().get(1), true);
      assertAnswers(talk, new ModbusRelayBoard("board", 1, 9_600, wiring, troubles), piece);
      assertEquals(talk.state().get(3), said());
    }
  }

  private void start(String trouble) {
    pulses.clear();
    Arrays.stream(Trouble.values())
        .filter(kind -> kind.word().equals(trouble))
        .forEach(kind -> troubles.start(Loads.always("board", kind)));
  }

  private String said() {
    return pulses.isEmpty() ? "-" : String.join(" ", pulses);
  }

  private Wiring wiring(int channels, String closed, boolean withLength) {
    List<Integer> set =
        Arrays.stream(closed.split(" ", -1)).flatMap(LockVectorsTest::range).toList();
    List<Contact> contacts = new ArrayList<>();
    List<Coil> coils = new ArrayList<>();
    for (int i = 1; i <= channels; i++) {
      int number = i;
      contacts.add(_ -> set.contains(number));
      coils.add(new Noted(pulses, withLength, number));
    }
    return new Wiring(coils, contacts);
  }

  private static Stream<Integer> range(String word) {
    if (word.equals("-")) {
      return Stream.of();
    }
    String[] ends = word.split("-", -1);
    int from = Integer.parseInt(ends[0]);
    return IntStream.rangeClosed(from, Integer.parseInt(ends[ends.length - 1])).boxed();
  }

  private static void assertAnswers(Conversation talk, LineDevice device, int piece) {
    long nanos = 0;
    for (Conversation.Exchange exchange : talk.exchanges()) {
      nanos += 100_000_000;
      byte[] request = exchange.request();
      List<Reply> replies = new ArrayList<>();
      for (int from = 0; from < request.length; from += piece) {
        int to = Math.min(request.length, from + piece);
        replies.addAll(device.hear(Arrays.copyOfRange(request, from, to), nanos));
      }
      String heard = replies.isEmpty() ? "" : HEX.formatHex(replies.getLast().bytes());
      assertEquals(HEX.formatHex(exchange.reply()), heard, "in pieces of " + piece);
    }
  }

  /** Writes down which coil was energised. */
  private record Noted(List<String> pulses, boolean withLength, int number) implements Coil {
    @Override
    public void energise(long fromNanos, long untilNanos) {
      pulses.add(number + (withLength ? ":" + (untilNanos - fromNanos) / 1_000_000 : ""));
    }

    @Override
    public void cut(long nanos) {}
  }
}
