package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.StatusReplies;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code status} on a socket in the data folder. Asks the loop and hands its answer back;
 * never looks into the core itself, and never lets a client hold more than one short request.
 */
public final class StatusSocket implements StatusReplies, AutoCloseable {
  private static final int CLIENTS_MAX = 8;
  private static final long CLIENT_NANOS_MAX = 5_000_000_000L;
  private static final long LOOK_MILLIS = 500;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long END_MILLIS = 1_000;
  private static final byte[] BUSY = "{\"error\":\"busy\"}\n".getBytes(UTF_8);

  private record Answer(long token, Status status) {}

  // For the process.
  private final Path data;
  private final StatusJson json;
  private final Inputs inputs;
  private final long clientNanosMax;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  // From open to close.
  private volatile @Nullable Selector selector;
  private volatile boolean ending;
  private @Nullable Thread thread;

  // For the thread "local" only.
  private final Map<Long, StatusClient> clients = new HashMap<>();
  private long lastToken;
  private long doorShutNanos;

  public StatusSocket(Path data, Identity identity, Inputs inputs) {
    this(data, identity, inputs, CLIENT_NANOS_MAX);
  }

  StatusSocket(Path data, Identity identity, Inputs inputs, long clientNanosMax) {
    this.clientNanosMax = clientNanosMax;
    this.data = data;
    this.json = new StatusJson(identity);
    this.inputs = inputs;
  }

  /**
   * Starts to answer; does nothing if it does already.
   *
   * @throws IOException with what to check; the agent can do its duty without this socket
   */
  public void open() throws IOException {
    if (thread != null) {
      return;
    }
    ServerSocketChannel server = StatusPath.bind(data);
    Selector opened = Selector.open();
    SelectionKey door = server.register(opened, SelectionKey.OP_ACCEPT);
    selector = opened;
    doorShutNanos = System.nanoTime();
    thread = Thread.ofPlatform().name("local").daemon().start(() -> serve(opened, door, server));
  }

  @Override
  public void answer(long token, Status status) {
    Selector open = selector;
    if (open != null) {
      answers.add(new Answer(token, status));
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
      Files.deleteIfExists(StatusPath.of(data));
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
        long now = System.nanoTime();
        clients.values().removeIf(client -> client.hasEnded(now - clientNanosMax));
        boolean room = clients.size() < CLIENTS_MAX && now - doorShutNanos >= 0;
        door.interestOps(room ? SelectionKey.OP_ACCEPT : 0); // the others wait in the kernel
      }
    } catch (IOException e) {
      ending = true; // the shop does not depend on this socket, and nobody listens who could help
    } finally {
      clients.values().forEach(StatusClient::close);
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof StatusClient client) {
      if (client.asks() && !inputs.offer(new Input.StatusAsked(client.token()))) {
        client.send(BUSY);
      }
    } else if (key.channel() instanceof ServerSocketChannel server) {
      accept(key.selector(), server);
    }
  }

  private void accept(Selector open, ServerSocketChannel server) {
    try {
      SocketChannel channel = server.accept();
      if (channel != null) {
        lastToken++;
        clients.put(lastToken, new StatusClient(lastToken, channel, open, System.nanoTime()));
      }
    } catch (IOException e) {
      // No descriptor is left for it. Without a pause the thread would try again all the time.
      doorShutNanos = System.nanoTime() + LOOK_MILLIS * NANOS_PER_MILLI;
    }
  }

  private void reply() {
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      StatusClient client = clients.get(answer.token());
      if (client != null) {
        client.send(json.line(answer.status()));
      }
    }
  }
}
