package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.Storage;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusSocketTest {
  private static final Storage STORAGE =
      () -> {
        throw new IOException("this system does not tell");
      };

  private static final long WAIT_MILLIS = 60_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Path data;
  private @Nullable StatusSocket socket;
  private boolean full;

  StatusSocketTest(@TempDir Path data) {
    this.data = data;
  }

  /** A loop that answers at once. */
  private final class Loop implements Inputs {
    @Override
    public void post(Input input) {
      throw new AssertionError("a stranger's question may be dropped");
    }

    @Override
    public boolean offer(Input input) {
      if (!full && socket != null && input instanceof Input.StatusAsked asked) {
        socket.answer(asked.token(), SampleStatus.ONE, SampleStatus.USE);
        socket.answer(asked.token() + 100, SampleStatus.ONE, SampleStatus.USE);
      }
      if (!full && socket != null && input instanceof Input.StaffAsked asked) {
        socket.answer(asked.token(), StaffAnswer.done("told: " + asked.request()));
      }
      return !full;
    }
  }

  private StatusSocket open(long clientNanosMax) throws IOException {
    StatusSocket opened =
        new StatusSocket(
            data,
            new Identity("demo-shop", "keeper-1", "9.9", "key-1"),
            STORAGE,
            new Loop(),
            clientNanosMax);
    socket = opened;
    opened.open();
    return opened;
  }

  @AfterEach
  void close() {
    if (socket != null) {
      socket.close();
    }
  }

  @Test
  void theAnswerNamesTheShopItsBaysAndItsFaults() throws IOException {
    open(PATIENCE_NANOS);
    JsonNode answer = new ObjectMapper().readTree(StatusQuestion.ask(data, WAIT_MILLIS));
    assertEquals("demo-shop", answer.path("site").asText());
    assertEquals("A1", answer.at("/bays/0/bay").asText());
    assertEquals(11, answer.at("/bays/0/products/0/count").asInt());
    assertTrue(answer.at("/bays/1/grams").isNull());
    assertEquals(3, answer.at("/lanes/0/waiting").asInt());
    assertEquals("no_answer", answer.at("/faults/0/kind").asText());
    assertEquals("trusted", answer.path("clock").asText());
  }

  @Test
  void onlyItsUserMayOpenTheSocket() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    open(PATIENCE_NANOS);
    String mode =
        PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("status.sock")));
    assertEquals("rw-------", mode);
    assertFalse(Files.exists(data.resolve(".new")));
  }

  @Test
  void theSocketOfADeadAgentIsReplaced() throws IOException {
    StatusPath.bind(data).close();
    Files.createDirectory(data.resolve(".new"));
    String dead = refusal();
    assertTrue(dead.contains("no agent answers"), dead);
    open(PATIENCE_NANOS);
    assertTrue(StatusQuestion.ask(data, WAIT_MILLIS).startsWith("{"));
  }

  @Test
  void afterTheEndNothingIsLeft() throws IOException {
    StatusSocket opened = open(PATIENCE_NANOS);
    opened.close();
    opened.close();
    assertFalse(Files.exists(data.resolve("status.sock")));
    String gone = refusal();
    assertTrue(gone.contains("no agent is running"), gone);
    opened.answer(1, SampleStatus.ONE, SampleStatus.USE);
  }

  @Test
  void aPathThatIsTooLongSaysSo() throws IOException {
    Path deep = Files.createDirectories(data.resolve("x".repeat(110)));
    StatusSocket unlucky =
        new StatusSocket(
            deep, new Identity("a", "b", "c", "d"), STORAGE, new Loop(), PATIENCE_NANOS);
    for (IOException refused :
        List.of(
            assertThrows(IOException.class, unlucky::open),
            assertThrows(IOException.class, () -> StatusQuestion.ask(deep, WAIT_MILLIS)))) {
      assertTrue(String.valueOf(refused.getMessage()).contains("at most 107"), refused::toString);
    }
  }

  @Test
  void whatStaffTellsComesThroughAndIsAnswered() throws IOException {
    open(PATIENCE_NANOS);
    StaffRequest request = new StaffRequest.CountGoods("A3", "tea", 5);
    JsonNode answer =
        new ObjectMapper().readTree(StatusQuestion.ask(data, StaffLine.of(request), WAIT_MILLIS));
    assertEquals("done", answer.path("outcome").asText());
    assertEquals("told: " + request, answer.path("text").asText());
  }

  @Test
  void whatIsNoRequestIsSaidSo() throws IOException {
    open(PATIENCE_NANOS);
    for (String line : List.of("statu", "{", "{\"do\":\"dance\"}", "x".repeat(900))) {
      assertEquals("{\"error\":\"unknown request\"}", StatusQuestion.ask(data, line, WAIT_MILLIS));
    }
    String half = StatusQuestion.ask(data, "{\"do\":\"count\",\"bay\":\"A3\"}", WAIT_MILLIS);
    assertTrue(half.contains("count is missing"), half);
  }

  @Test
  void aFullInboxIsSaidAndNotWaitedFor() throws IOException {
    full = true;
    open(PATIENCE_NANOS);
    assertEquals("{\"error\":\"busy\"}", StatusQuestion.ask(data, WAIT_MILLIS));
  }

  @Test
  void aLongOrOddRequestEndsInAnErrorAndTheEnd() throws IOException {
    open(PATIENCE_NANOS);
    for (String request : List.of("open A1\n", "x".repeat(16 * 1024), "status\nstatus\n")) {
      try (SocketChannel channel = connected()) {
        channel.write(ByteBuffer.wrap(request.getBytes(UTF_8)));
        String answer = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        assertEquals("{\"error\":\"unknown request\"}\n", answer);
      }
    }
  }

  @Test
  void silentClientsDoNotKeepOthersOutForLong() throws IOException {
    open(1_000_000_000L);
    List<SocketChannel> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        silent.add(connected());
      }
      assertTrue(StatusQuestion.ask(data, WAIT_MILLIS).startsWith("{"));
    } finally {
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  private String refusal() {
    return assertThrows(IOException.class, () -> StatusQuestion.ask(data, WAIT_MILLIS)).toString();
  }

  private SocketChannel connected() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(data.resolve("status.sock")));
  }
}
