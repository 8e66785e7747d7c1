package io.shelfkeeper.agent.local;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The door of one socket and the only thread behind it. Lets in as many clients as it has room for;
 * never understands what they say, and never brings the agent down with it.
 */
final class SocketServer<C extends SocketClient> {
  static final int CLIENTS_MAX = 8;

  private static final long LOOK_MILLIS = 500;
  private static final long END_MILLIS = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Makes a client of a new connection. */
  interface Welcome<C> {
    /**
     * @param number not given to any other connection of this server
     */
    C to(long number, SocketChannel channel, Selector selector) throws IOException;
  }

  // For the process.
  private final String name;
  private final Welcome<C> welcome;
  private final Runnable reply;

  // From open to close.
  private volatile @Nullable Selector selector;
  private volatile boolean ending;
  private @Nullable Thread thread;

  // For its thread only.
  private final Map<Long, C> clients = new HashMap<>();
  private long lastNumber;
  private long doorShutNanos;

  /**
   * @param name of its thread
   * @param reply hands on what was said elsewhere, in the thread of this server
   */
  SocketServer(String name, Welcome<C> welcome, Runnable reply) {
    this.name = name;
    this.welcome = welcome;
    this.reply = reply;
  }

  /** Starts to serve; the channel is closed in the end. */
  void open(ServerSocketChannel server) throws IOException {
    Selector opened = Selector.open();
    SelectionKey door = server.register(opened, SelectionKey.OP_ACCEPT);
    selector = opened;
    doorShutNanos = System.nanoTime();
    thread = Thread.ofPlatform().name(name).daemon().start(() -> serve(opened, door, server));
  }

  boolean isOpen() {
    return selector != null;
  }

  /** There is something to {@code reply}. May be called by any thread. */
  void wake() {
    Selector open = selector;
    if (open != null) {
      open.wakeup();
    }
  }

  /** The client with this number, if it is still there. */
  @Nullable C client(long number) {
    return clients.get(number);
  }

  /**
   * Ends all clients and the thread.
   *
   * @param file of the socket, to be deleted; null if it has none
   */
  void close(@Nullable Path file) {
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
      if (file != null) {
        Files.deleteIfExists(file);
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
        reply.run();
        long now = System.nanoTime();
        clients.values().removeIf(client -> client.hasEnded(now));
        boolean room = clients.size() < CLIENTS_MAX && now - doorShutNanos >= 0;
        door.interestOps(room ? SelectionKey.OP_ACCEPT : 0); // the others wait in the kernel
      }
    } catch (IOException e) {
      ending = true; // the shop does not depend on this socket, and nobody listens who could help
    } finally {
      clients.values().forEach(SocketClient::close);
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof SocketClient client) {
      client.ready();
    } else if (key.channel() instanceof ServerSocketChannel server) {
      accept(key.selector(), server);
    }
  }

  private void accept(Selector open, ServerSocketChannel server) {
    try {
      SocketChannel channel = server.accept();
      if (channel != null) {
        lastNumber++;
        clients.put(lastNumber, welcome.to(lastNumber, channel, open));
      }
    } catch (IOException e) {
      // No descriptor is left for it. Without a pause the thread would try again all the time.
      doorShutNanos = System.nanoTime() + LOOK_MILLIS * NANOS_PER_MILLI;
    }
  }
}
