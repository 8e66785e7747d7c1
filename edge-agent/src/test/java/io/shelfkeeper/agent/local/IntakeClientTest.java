package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.NoteClass;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program at the intake, with both ends of its line in the hands of the test. */
class IntakeClientTest {
  private final UnixDomainSocketAddress address;
  private Selector selector;
  private SocketChannel program;
  private SocketChannel ours;
  private IntakeClient client;

  IntakeClientTest(@TempDir Path folder) {
    address = UnixDomainSocketAddress.of(folder.resolve("intake.sock"));
  }

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
    try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      door.bind(address);
      program = SocketChannel.open(address);
      ours = door.accept();
    }
    client =
        new IntakeClient(
            1, new IntakeSettings(address, NoteClass.FACT, 0), ours, selector, noted -> {});
    program.configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    program.close();
    selector.close();
  }

  /** What the program hears when it listens at last, junk aside. */
  private String heard() throws IOException {
    StringBuilder heard = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
    boolean more = true;
    while (more) {
      more = false;
      while (program.read(bytes.clear()) > 0) {
        heard.append(new String(bytes.array(), 0, bytes.position(), UTF_8));
        more = true;
      }
      more |= selector.selectNow(key -> client.ready()) > 0;
    }
    return heard.toString().replace("x", "");
  }

  private void fillTheLine() throws IOException {
    ByteBuffer junk = ByteBuffer.wrap("x".repeat(1024).getBytes(UTF_8));
    while (ours.write(junk.rewind()) > 0) {
      assertTrue(ours.isOpen());
    }
  }

  @Test
  void anAnswerThatBecameDueWhileTheLineWasFullIsSentToo() throws IOException {
    fillTheLine();
    client.durable(5);
    client.tell();
    client.durable(6);
    assertEquals("5\n6\n", heard());
  }

  @Test
  void aProblemThatWaitedBehindAFullLineIsSentAndEndsTheConnection() throws IOException {
    fillTheLine();
    client.durable(5);
    client.tell();
    program.write(ByteBuffer.wrap("{\"sec\":1}\n".getBytes(UTF_8)));
    String heard = heard();
    assertTrue(heard.startsWith("5\n{\"error\":"), heard);
    assertTrue(client.hasEnded(0));
  }
}
