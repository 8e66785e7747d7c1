package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One connection at the status socket: a short request, one answer, the end. */
final class StatusClient implements SocketClient {
  static final String REQUEST = "status\n";

  private static final int REQUEST_BYTES_MAX = 64;
  private static final byte[] BUSY = "{\"error\":\"busy\"}\n".getBytes(UTF_8);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final long untilNanos;
  private final BooleanSupplier ask;
  private final ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES_MAX);
  private @Nullable ByteBuffer answer;

  /**
   * @param untilNanos it may not stay any longer
   * @param ask hands the question on; false if there is no room for it
   */
  StatusClient(SocketChannel channel, Selector selector, long untilNanos, BooleanSupplier ask)
      throws IOException {
    this.channel = channel;
    this.untilNanos = untilNanos;
    this.ask = ask;
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  @Override
  public void ready() {
    try {
      if (answer != null) {
        write(answer);
      } else if (read() && !ask.getAsBoolean()) {
        send(BUSY);
      }
    } catch (IOException e) {
      close(); // the client went away: nobody is left to be told
    }
  }

  /**
   * @return whether a whole question has arrived just now
   */
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

  @Override
  public boolean hasEnded(long nowNanos) {
    if (nowNanos - untilNanos > 0) {
      close();
    }
    return !channel.isOpen();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      key.cancel(); // it is gone in any case
    }
  }
}
