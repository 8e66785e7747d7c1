package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection at the status socket: a short request, one answer, the end. */
final class StatusClient {
  static final String REQUEST = "status\n";

  private static final int REQUEST_BYTES_MAX = 64;

  private final long token;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final long sinceNanos;
  private final ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES_MAX);
  private @Nullable ByteBuffer answer;

  StatusClient(long token, SocketChannel channel, Selector selector, long nowNanos)
      throws IOException {
    this.token = token;
    this.channel = channel;
    this.sinceNanos = nowNanos;
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  long token() {
    return token;
  }

  /**
   * Goes on with whatever the channel is ready for.
   *
   * @return whether a whole question has arrived just now
   */
  boolean asks() {
    try {
      if (answer != null) {
        write(answer);
        return false;
      }
      return read();
    } catch (IOException e) {
      close(); // the client went away: nobody is left to be told
      return false;
    }
  }

  private boolean read() throws IOException {
    int count = channel.read(request);
    boolean whole = request.position() > 0 && request.get(request.position() - 1) == '\n';
    if (whole || !request.hasRemaining()) {
      key.interestOps(0);
      String text = new String(request.array(), 0, request.position(), UTF_8);
      if (text.equals(REQUEST)) {
        return true;
      }
      send("{\"error\":\"unknown request\"}\n".getBytes(UTF_8));
    } else if (count < 0) {
      close();
    }
    return false;
  }

  /** Sends the only answer of this connection and ends it when all of it has gone. */
  void send(byte[] bytes) {
    if (answer != null || !channel.isOpen()) {
      return;
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(bytes);
      answer = all;
      write(all);
    } catch (IOException e) {
      close();
    }
  }

  private void write(ByteBuffer rest) throws IOException {
    channel.write(rest);
    if (rest.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      close();
    }
  }

  /** Whether it has ended; one that is too old is ended. */
  boolean hasEnded(long oldestNanos) {
    if (sinceNanos - oldestNanos < 0) {
      close();
    }
    return !channel.isOpen();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      key.cancel(); // it is gone in any case
    }
  }
}
