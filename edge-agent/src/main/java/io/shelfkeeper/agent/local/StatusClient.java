package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection at the status socket: one line as request, one answer, the end. */
final class StatusClient implements SocketClient {
  private static final int REQUEST_BYTES_MAX = 16 * 1024;
  private static final byte[] BUSY = "{\"error\":\"busy\"}\n".getBytes(UTF_8);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final long untilNanos;
  private final Ask ask;
  private final ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES_MAX);
  private @Nullable ByteBuffer answer;

  /** Hands a request on. */
  interface Ask {
    /**
     * @param line without its end
     * @return false if there is no room for it now
     * @throws StaffLine.Unclear if it is none; says why
     */
    boolean ask(String line) throws StaffLine.Unclear;
  }

  /**
   * @param untilNanos it may not stay any longer
   */
  StatusClient(SocketChannel channel, Selector selector, long untilNanos, Ask ask)
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
      } else {
        read();
      }
    } catch (IOException e) {
      close(); // the client went away: nobody is left to be told
    }
  }

  private void read() throws IOException {
    int count = channel.read(request);
    boolean whole = request.position() > 0 && request.get(request.position() - 1) == '\n';
    if (whole || !request.hasRemaining()) {
      key.interestOps(0);
      hand(new String(request.array(), 0, request.position(), UTF_8).strip());
    } else if (count < 0) {
      close();
    }
  }

  private void hand(String line) {
    try {
      if (!ask.ask(line)) {
        send(BUSY);
      }
    } catch (StaffLine.Unclear e) {
      send(StaffLine.error(String.valueOf(e.getMessage())));
    }
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
