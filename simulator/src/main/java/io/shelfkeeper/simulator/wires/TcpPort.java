package io.shelfkeeper.simulator.wires;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A serial-to-network gateway: one host at a time; a new one takes the place of the old one. */
public final class TcpPort implements Port {
  private static final long MILLI = 1_000_000;

  private final InetSocketAddress address;

  // while it is plugged in
  private @Nullable Selector selector;
  private @Nullable ServerSocketChannel server;

  // for one connection
  private @Nullable SocketChannel host;
  private boolean hostIsGone;

  public TcpPort(String name, int port) {
    address = new InetSocketAddress(name, port);
  }

  @Override
  public void open() throws IOException {
    if (server != null) {
      return;
    }
    selector = Selector.open();
    server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(address);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      close();
      throw new IOException(
          where() + " cannot be served (" + e.getMessage() + "): is another program using it?", e);
    }
  }

  @Override
  public int read(byte[] into, long waitNanos) throws IOException {
    Selector waiting = selector;
    if (waiting == null) {
      return 0;
    }
    if (waitNanos >= MILLI) {
      waiting.select(waitNanos / MILLI);
    } else if (waiting.selectNow() == 0 && waitNanos > 0) {
      LockSupport.parkNanos(waitNanos);
      waiting.selectNow();
    }
    boolean readable = waiting.selectedKeys().stream().anyMatch(SelectionKey::isReadable);
    waiting.selectedKeys().clear();
    accept(waiting);
    int read = !hostIsGone && readable ? take(into) : 0;
    if (hostIsGone) {
      hostIsGone = false;
      return -1;
    }
    return read;
  }

  private void accept(Selector waiting) throws IOException {
    SocketChannel fresh = server == null ? null : server.accept();
    if (fresh != null) {
      hangUp();
      fresh.configureBlocking(false);
      fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
      fresh.register(waiting, SelectionKey.OP_READ);
      host = fresh;
    }
  }

  private int take(byte[] into) throws IOException {
    SocketChannel from = host;
    try {
      int read = from == null ? 0 : from.read(ByteBuffer.wrap(into));
      if (read >= 0) {
        return read;
      }
    } catch (IOException e) {
      // The host is gone, which is its right; another may come.
      hangUp();
      return 0;
    }
    hangUp();
    return 0;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    SocketChannel to = host;
    try {
      if (to != null) {
        to.write(ByteBuffer.wrap(bytes));
      }
    } catch (IOException e) {
      hangUp(); // as above
    }
  }

  @Override
  public int hostBaud(int configured) {
    return configured;
  }

  /** The port that was bound, for tests that let the machine choose one. */
  public int boundPort() throws IOException {
    ServerSocketChannel bound = server;
    return bound == null ? 0 : ((InetSocketAddress) bound.getLocalAddress()).getPort();
  }

  private void hangUp() throws IOException {
    if (host != null) {
      host.close();
      host = null;
      hostIsGone = true;
    }
  }

  @Override
  public void close() {
    try {
      hangUp();
      if (server != null) {
        server.close();
        server = null;
      }
      if (selector != null) {
        selector.close();
        selector = null;
      }
    } catch (IOException e) {
      // A socket that does not close cleanly is closed all the same.
      return;
    }
  }

  @Override
  public String where() {
    return "tcp://" + address.getHostString() + ":" + address.getPort();
  }
}
