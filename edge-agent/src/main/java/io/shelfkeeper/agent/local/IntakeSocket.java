package io.shelfkeeper.agent.local;

import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.NoteReplies;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes events of other programs on this device. Hands whole lines to the loop and the loop's word
 * back; never keeps an event itself, and never takes more than the loop can follow.
 */
public final class IntakeSocket implements NoteReplies, AutoCloseable {
  /** Programs of other users write here; whoever may not is kept out by the folder. */
  private static final String RIGHTS = "rw-rw----";

  private record Answer(long connection, long upTo) {}

  private final IntakeSettings settings;
  private final Inputs inputs;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final SocketServer<IntakeClient> server =
      new SocketServer<>("intake", this::welcome, this::reply);

  public IntakeSocket(IntakeSettings settings, Inputs inputs) {
    this.settings = settings;
    this.inputs = inputs;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException with what to check; the shop works without it
   */
  public void open() throws IOException {
    server.open(bind());
  }

  private ServerSocketChannel bind() throws IOException {
    Path file = file();
    if (file != null) {
      return StatusPath.bind(file, RIGHTS);
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(settings.address());
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Null for TCP. */
  private @Nullable Path file() {
    return settings.address() instanceof UnixDomainSocketAddress unix ? unix.getPath() : null;
  }

  @Override
  public void answer(long connection, long upTo) {
    if (server.isOpen()) {
      answers.add(new Answer(connection, upTo));
      server.wake();
    }
  }

  @Override
  public void close() {
    server.close(file());
  }

  private IntakeClient welcome(long number, SocketChannel channel, Selector selector)
      throws IOException {
    if (file() == null) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return new IntakeClient(number, settings, channel, selector, inputs::post);
  }

  private void reply() {
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      IntakeClient client = server.client(answer.connection());
      if (client != null) {
        client.durable(answer.upTo());
        Answer next = answers.peek();
        if (next == null || next.connection() != answer.connection()) {
          client.tell();
        }
      }
    }
  }
}
