package io.shelfkeeper.agent.broker.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.step.Input;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendMessageTest {
  private static final String ID = Samples.EVENT;
  private static final String ACK =
      """
      {"incarnation":"%s","answers":"s-1","later":[{"x":1}],
       "lanes":{"alarm":{"seq":12,"id":"%s"},"fact":{"seq":0},"future":{"seq":3}},
       "rejected":[{"lane":"fact","seq":9,"id":"%s","why":"no such shop"}]}\
      """
          .formatted(Samples.INCARNATION, ID, ID);

  @Test
  void anAcknowledgementIsReadInFull() {
    assertEquals(
        new Input.Acknowledged(
            Samples.INCARNATION,
            "s-1",
            Map.of(Lane.ALARM, new Mark(12, ID), Lane.FACT, Mark.NONE),
            List.of(new Input.Rejection(Lane.FACT, 9, ID, "no such shop"))),
        read(Channel.DN_ACK, ACK));
  }

  @Test
  void theOnlyQueryIsForTheState() {
    assertEquals(new Input.StateAsked("state"), read(Channel.DN_QUERY, "{\"query\":\"state\"}"));
    assertTrue(whyUnreadable(Channel.DN_QUERY, "{\"query\":\"all\"}").contains("\"state\""));
    assertTrue(whyUnreadable(Channel.DN_QUERY, "{}").contains("\"state\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{}",
        "{\"incarnation\":7}",
        "{\"incarnation\":\"abc\"}",
        "{\"incarnation\":\"0F6E1C9A4B7D4E21A3C58D90B1E27F34\"}",
        "{\"incarnation\":\"$\",\"incarnation\":\"$\"}",
        "{\"incarnation\":\"$\"}{}",
        "{\"incarnation\":\"$\"} x",
        "{\"incarnation\":\"$\",\"answers\":\"\"}",
        "{\"incarnation\":\"$\",\"answers\":null}",
        "{\"incarnation\":\"$\",\"lanes\":[]}",
        "{\"incarnation\":\"$\",\"lanes\":{\"fact\":7}}",
        "{\"incarnation\":\"$\",\"lanes\":{\"fact\":{}}}",
        "{\"incarnation\":\"$\",\"lanes\":{\"fact\":{\"seq\":-1,\"id\":\"$\"}}}",
        "{\"incarnation\":\"$\",\"lanes\":{\"fact\":{\"seq\":1.0,\"id\":\"$\"}}}",
        "{\"incarnation\":\"$\",\"lanes\":{\"fact\":{\"seq\":\"1\",\"id\":\"$\"}}}",
        "{\"incarnation\":\"$\",\"lanes\":{\"fact\":{\"seq\":9223372036854775808,\"id\":\"$\"}}}",
        "{\"incarnation\":\"$\",\"lanes\":{\"fact\":{\"seq\":1}}}",
        "{\"incarnation\":\"$\",\"lanes\":{\"fact\":{\"seq\":0,\"id\":\"$\"}}}",
        "{\"incarnation\":\"$\",\"lanes\":{\"fact\":{\"seq\":1,\"id\":\"$\"},"
            + "\"fact\":{\"seq\":2,\"id\":\"$\"}}}",
        "{\"incarnation\":\"$\",\"rejected\":[7]}",
        "{\"incarnation\":\"$\",\"rejected\":[{\"lane\":\"fact\",\"seq\":0,\"id\":\"$\"}]}",
        "{\"incarnation\":\"$\",\"rejected\":[{\"lane\":\"x\",\"seq\":1,\"id\":\"$\"}]}",
        "{\"incarnation\":\"$\",\"later\":[[[[[[[[[[1]]]]]]]]]]}",
        "{\"incarnation\":\"$\",\"later\":NaN}",
        "{\"incarnation\":\"$\",\"later\":{\"a\":1,\"a\":2}}",
      })
  void aWrongAcknowledgementChangesNothing(String text) {
    whyUnreadable(Channel.DN_ACK, text.replace("$", Samples.INCARNATION));
  }

  @Test
  void theReasonNamesTheTopicTheFieldAndWhatToCheck() {
    String why =
        whyUnreadable(
            Channel.DN_ACK,
            "{\"incarnation\":\"" + Samples.INCARNATION + "\",\"lanes\":{\"fact\":{\"seq\":-3}}}");
    assertTrue(why.contains("dn/ack"), why);
    assertTrue(why.contains("\"lanes.fact.seq\" is negative"), why);
    assertTrue(why.contains("Check"), why);
  }

  @Test
  void aMessageIsBoundedInEveryDirection() {
    String rows = "{\"lane\":\"fact\",\"seq\":1,\"id\":\"" + ID + "\"},";
    String head = "{\"incarnation\":\"" + Samples.INCARNATION + "\",";
    whyUnreadable(Channel.DN_ACK, " ".repeat(70_000) + ACK);
    whyUnreadable(Channel.DN_ACK, head + "\"rejected\":[" + rows.repeat(300) + "]}");
    whyUnreadable(Channel.DN_ACK, head + "\"answers\":\"" + "x".repeat(65) + "\"}");
    whyUnreadable(Channel.DN_ACK, head + "\"" + "n".repeat(5_000) + "\":1}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Channel.class,
      names = {"DN_ACK", "DN_QUERY"},
      mode = EnumSource.Mode.EXCLUDE)
  void nothingElseIsReadAtOnce(Channel channel) {
    whyUnreadable(channel, ACK);
  }

  @Test
  void noMutantOfAMessageIsAnException() {
    long seed = 20_261_125L;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = ACK.getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Input input = Samples.PAYLOADS.read(Channel.DN_ACK, bytes);
      assertTrue(
          input instanceof Input.Acknowledged || input instanceof Input.MessageUnreadable,
          "seed " + seed + " round " + i + ": " + input);
    }
  }

  private static String whyUnreadable(Channel channel, String text) {
    return assertInstanceOf(Input.MessageUnreadable.class, read(channel, text)).why();
  }

  private static Input read(Channel channel, String text) {
    return Samples.PAYLOADS.read(channel, text.getBytes(StandardCharsets.UTF_8));
  }
}
