package io.shelfkeeper.agent.local;

import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.NoteReplies;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes events of other programs on this device. Hands whole lines to the loop and the loop's word
 * back; never keeps an event itself, and never takes more than the loop can follow.
 */
public final class IntakeSocket implements NoteReplies, AutoCloseable {
  static final int CLIENTS_MAX = 8;

  /** Programs of other users write here; whoever may not is kept out by the folder. */
  private static final String RIGHTS = "rw-rw----";

  private static final long LOOK_MILLIS = 500;
  private static final long END_MILLIS = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private record Answer(long connection, long upTo) {}

  // For the process.
  private final IntakeSettings settings;
  private final Inputs inputs;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  // From open to close.
  private volatile @Nullable Selector selector;
  private volatile boolean ending;
  private @Nullable Thread thread;

  // For the thread "intake" only.
  private final Map<Long, IntakeClient> clients = new HashMap<>();
  private long lastNumber;
  private long doorShutNanos;

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
    ServerSocketChannel server = bind();
    Selector opened = Selector.open();
    SelectionKey door = server.register(opened, SelectionKey.OP_ACCEPT);
    selector = opened;
    doorShutNanos = System.nanoTime();
    thread = Thread.ofPlatform().name("intake").daemon().start(() -> serve(opened, door, server));
  }

  private ServerSocketChannel bind() throws IOException {
    if (settings.address() instanceof UnixDomainSocketAddress unix) {
      return StatusPath.bind(unix.getPath(), RIGHTS);
    }
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.bind(settings.address());
      server.configureBlocking(false);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public void answer(long connection, long upTo) {
    Selector open = selector;
    if (open != null) {
      answers.add(new Answer(connection, upTo));
      open.wakeup();
    }
  }

  @Override
  public void close() {
    Thread running = thread;
    Selector open = selector;
    if (running == null || open == null) {
      return;
    }
    thread = null;
    selector = null;
    ending = true;
    open.wakeup();
    try {
      running.join(END_MILLIS);
      if (settings.address() instanceof UnixDomainSocketAddress unix) {
        Files.deleteIfExists(unix.getPath());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // A socket file that stays behind is replaced at the next start.
    }
  }

  private void serve(Selector open, SelectionKey door, ServerSocketChannel server) {
    try (open;
        server) {
      while (!ending) {
        open.select(this::serve, LOOK_MILLIS);
        reply();
        clients.values().removeIf(IntakeClient::hasEnded);
        boolean room = clients.size() < CLIENTS_MAX && System.nanoTime() - doorShutNanos >= 0;
        door.interestOps(room ? SelectionKey.OP_ACCEPT : 0); // the others wait in the kernel
      }
    } catch (IOException e) {
      ending = true; // programs notice that nobody listens; what was answered is kept
    } finally {
      clients.values().forEach(IntakeClient::close);
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof IntakeClient client) {
      client.ready();
    } else if (key.channel() instanceof ServerSocketChannel server) {
      accept(key.selector(), server);
    }
  }

  private void accept(Selector open, ServerSocketChannel server) {
    try {
      SocketChannel channel = server.accept();
      if (channel != null) {
        if (!(settings.address() instanceof UnixDomainSocketAddress)) {
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        lastNumber++;
        clients.put(
            lastNumber, new IntakeClient(lastNumber, settings, channel, open, inputs::post));
      }
    } catch (IOException e) {
      // No descriptor is left for it. Without a pause the thread would try again all the time.
      doorShutNanos = System.nanoTime() + LOOK_MILLIS * NANOS_PER_MILLI;
    }
  }

  private void reply() {
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      IntakeClient client = clients.get(answer.connection());
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
