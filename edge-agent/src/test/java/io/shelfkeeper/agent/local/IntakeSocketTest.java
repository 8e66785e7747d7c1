package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class IntakeSocketTest {
  private final Path path;
  private final BlockingQueue<Input.Noted> noted = new LinkedBlockingQueue<>();
  private @Nullable IntakeSocket socket;

  IntakeSocketTest(@TempDir Path folder) {
    this.path = folder.resolve("intake.sock");
  }

  /** A loop that answers only when the test says so. */
  private final class Loop implements Inputs {
    @Override
    public void post(Input input) {
      noted.add((Input.Noted) input);
    }

    @Override
    public boolean offer(Input input) {
      throw new AssertionError("a program's event may not be dropped");
    }
  }

  private SocketChannel open() throws IOException {
    return open(UnixDomainSocketAddress.of(path));
  }

  private SocketChannel open(SocketAddress address) throws IOException {
    socket = new IntakeSocket(new IntakeSettings(address, NoteClass.FACT, 700), new Loop());
    socket.open();
    return SocketChannel.open(address);
  }

  private Input.Noted next() throws InterruptedException {
    return Objects.requireNonNull(noted.poll(60, TimeUnit.SECONDS), "nothing came");
  }

  private void durable(Input.Noted what) {
    Objects.requireNonNull(socket).answer(what.connection(), what.upTo());
  }

  private static void send(SocketChannel to, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static BufferedReader answers(SocketChannel from) {
    return new BufferedReader(Channels.newReader(from, UTF_8));
  }

  @AfterEach
  void close() {
    if (socket != null) {
      socket.close();
    }
  }

  @Test
  void anEventIsHandedOverAsWrittenAndAnsweredOnceItIsDurable() throws Exception {
    try (SocketChannel program = open()) {
      send(program, "{\"seq\":7,\"people\":2}\n");
      Input.Noted one = next();
      assertEquals("{\"seq\":7,\"people\":2}", new String(one.lines().getFirst(), UTF_8));
      assertEquals(NoteClass.FACT, one.kind());
      assertEquals(0, one.waitMillis());
      durable(one);
      assertEquals("7", answers(program).readLine());
    }
  }

  @Test
  void linesMayComeInPieces() throws Exception {
    try (SocketChannel program = open()) {
      for (char c : "{\"seq\":1}\n{\"seq\":2}\n".toCharArray()) {
        send(program, String.valueOf(c));
      }
      int lines = 0;
      for (long upTo = 0; upTo < 2; ) {
        Input.Noted some = next();
        lines += some.lines().size();
        upTo = some.upTo();
      }
      assertEquals(2, lines);
    }
  }

  @Test
  void aConnectionMayDeclareItsClassAndItsName() throws Exception {
    try (SocketChannel program = open()) {
      send(program, "{\"class\":\"telemetry\",\"source\":\"camera-1\"}\n{\"seq\":1}\n");
      Input.Noted one = next();
      assertEquals(NoteClass.TELEMETRY, one.kind());
      assertEquals("camera-1", one.source());
      assertEquals(700, one.waitMillis());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"seq\":x}|a whole number and a comma",
        "{\"sec\":1}|does not begin with",
        "{\"seq\":1|a whole number and a comma",
        "{\"seq\":1,|no JSON object",
        "{\"seq\":1,\"a\":[}|no JSON object",
        "{\"seq\":1} {}|something follows",
        "{\"seq\":12345678901234567890}|more than 18 digits",
        "{\"class\":\"loud\"}|a declaration has",
        "{\"class\":\"fact\",\"source\":\"a b\"}|a declaration has",
      })
  void aBadLineIsExplainedAndEndsTheConnection(String line, String why) throws Exception {
    try (SocketChannel program = open()) {
      send(program, line + "\n");
      BufferedReader answers = answers(program);
      String said = answers.readLine();
      assertTrue(said.startsWith("{\"error\":\"Line 1 of this connection"), said);
      assertTrue(said.contains(why), said);
      assertNull(answers.readLine());
      assertTrue(noted.isEmpty());
    }
  }

  @Test
  void whatCameBeforeABadLineIsKeptAndAnsweredFirst() throws Exception {
    try (SocketChannel program = open()) {
      send(program, "{\"seq\":1}\n{\"seq\":2}\n{\"seq\":2}\n{\"seq\":3}\n");
      Input.Noted both = next();
      assertEquals(2, both.upTo());
      durable(both);
      BufferedReader answers = answers(program);
      assertEquals("2", answers.readLine());
      assertTrue(answers.readLine().contains("not above the one before, 2"));
      assertNull(answers.readLine());
      assertTrue(noted.isEmpty());
    }
  }

  @Test
  void aLineWithoutEndIsNotReadForEver() throws Exception {
    try (SocketChannel program = open()) {
      send(program, "{\"seq\":1,\"a\":\"" + "x".repeat(IntakeClient.LINE_BYTES_MAX));
      assertTrue(answers(program).readLine().contains("longer than 16384 bytes"));
    }
  }

  @Test
  void aProgramCannotSendFurtherAheadThanTheLoopFollows() throws Exception {
    try (SocketChannel program = open()) {
      program.configureBlocking(false);
      byte[] line = ("{\"seq\":1,\"a\":\"" + "x".repeat(10_000) + "\"}\n").getBytes(UTF_8);
      long sent = 0;
      long seq = 0;
      for (int idle = 0; idle < 200; ) {
        ByteBuffer bytes =
            ByteBuffer.wrap(
                new String(line, UTF_8).replace(":1,", ":" + ++seq + ",").getBytes(UTF_8));
        while (bytes.hasRemaining() && idle < 200) {
          int count = program.write(bytes);
          idle = count == 0 ? idle + 1 : 0;
          sent += count;
          Thread.yield();
        }
      }
      long taken = noted.stream().mapToLong(n -> n.lines().size()).sum() * line.length;
      assertTrue(taken < 2 * IntakeClient.AHEAD_BYTES_MAX, "taken " + taken);
      assertTrue(sent < 4_000_000, "the kernel holds the rest back, sent " + sent);
    }
  }

  @Test
  void aProgramThatHangsUpLosesNoLineThatWasWhole() throws Exception {
    try (SocketChannel program = open()) {
      send(program, "{\"seq\":1}\n{\"seq\":2");
    }
    assertEquals(1, next().lines().size());
    assertTrue(noted.isEmpty());
  }

  @Test
  void anAnswerToSomebodyWhoIsGoneHarmsNobody() throws Exception {
    try (SocketChannel program = open()) {
      Objects.requireNonNull(socket).answer(99, 5);
      send(program, "{\"seq\":1}\n");
      durable(next());
      assertEquals("1", answers(program).readLine());
    }
  }

  @Test
  void theSocketIsOursAndOurGroupsAndGoesWithUs() throws Exception {
    open().close();
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    Objects.requireNonNull(socket).close();
    assertFalse(Files.exists(path));
  }

  @Test
  void itListensOnTcpToo() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    open(new InetSocketAddress("127.0.0.1", port)).close();
    try (Socket program = new Socket("127.0.0.1", port)) {
      program.getOutputStream().write("{\"seq\":5}\n".getBytes(UTF_8));
      assertEquals(5, next().upTo());
    }
  }
}
