package io.shelfkeeper.agent.broker;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The socket that the MQTT library gets: TCP or TLS, with a {@link PacketGuard} in front of it. It
 * lets nothing in before the first packet went out.
 *
 * <p>The library starts its reader, and then waits for ever for a reader that has ended already: a
 * broker that hangs up at once would cost a thread each time. So the reader is held until the first
 * packet is written, whatever happens before.
 */
final class GuardedSocket extends Socket {
  /**
   * Of a channel: a plain socket that was connected with a time limit never blocks again, and pays
   * three calls of the system for each read.
   */
  private final Socket wire = SocketChannel.open().socket();

  private final @Nullable TlsIdentity tls;
  private final BrokerSettings settings;
  private final Runnable heard;
  private final Runnable readerDied;
  private final PacketGuard.Answers answers;
  private final CountDownLatch spoken = new CountDownLatch(1);

  private volatile @Nullable Socket speech;
  private volatile @Nullable SharedOutput output;
  private volatile boolean aborted;

  /**
   * @param tls null for a plain connection
   * @param heard told whenever bytes have come
   * @param readerDied told when the library's reader fell over a packet: it tells nobody itself
   * @param answers takes the broker's word on what we have sent past the library
   */
  GuardedSocket(
      BrokerSettings settings,
      @Nullable TlsIdentity tls,
      Runnable heard,
      Runnable readerDied,
      PacketGuard.Answers answers)
      throws IOException {
    this.answers = answers;
    this.settings = settings;
    this.tls = tls;
    this.heard = heard;
    this.readerDied = readerDied;
  }

  /** Opens TCP and, where wanted, TLS with the broker's name checked. */
  @Override
  public void connect(SocketAddress address, int timeoutMillis) throws IOException {
    int limit = (int) settings.limits().connectMillis();
    wire.setTcpNoDelay(true);
    wire.setSendBufferSize(Publisher.UNWAITED_BYTES);
    // Resolved by the library; a name that is not known is an exception of its own kind.
    if (address instanceof InetSocketAddress name && name.isUnresolved()) {
      throw new java.net.UnknownHostException(name.getHostString());
    }
    wire.connect(address, limit);
    if (tls == null) {
      speech = wire;
      return;
    }
    wire.setSoTimeout(limit);
    SSLSocket secure = tls.over(wire, settings.host(), settings.port());
    secure.startHandshake();
    wire.setSoTimeout(0);
    speech = secure;
  }

  @Override
  public void connect(SocketAddress address) throws IOException {
    connect(address, 0);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream in = speech().getInputStream();
    return new Held(new PacketGuard(in, settings.limits().packetBytesMax(), heard, answers));
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    SharedOutput shared = new SharedOutput(speech().getOutputStream());
    output = shared;
    return new Speaking(shared);
  }

  /**
   * Changes nothing. The library asks for a second, to look now and then whether it should end; it
   * is ended by closing the wire, and a read with a limit costs three calls of the system instead
   * of one.
   */
  @Override
  public void setSoTimeout(int millis) {}

  /** Makes a reader that waits return. */
  @Override
  public void shutdownInput() throws IOException {
    if (!wire.isClosed() && wire.isConnected()) {
      wire.shutdownInput();
    }
  }

  /** Called by the library when it has begun to end its own threads: its reader may go too. */
  @Override
  public void close() throws IOException {
    try {
      abort();
    } finally {
      spoken.countDown();
    }
  }

  /**
   * Ends the connection from any thread without waiting. The wire is closed below TLS, because a
   * close of TLS waits for a write that hangs; MQTT has said its goodbye before, where it could.
   */
  void abort() throws IOException {
    aborted = true;
    wire.close();
  }

  /** What the system keeps for the network before a write waits, at least; 0 if it is unknown. */
  int bufferBytes() {
    try {
      return wire.getSendBufferSize();
    } catch (SocketException e) {
      return 0;
    }
  }

  /** The way to the broker, once the library has asked for it. */
  @Nullable SharedOutput output() {
    return output;
  }

  /** Whether the library has begun to talk; before that it must be left to end by itself. */
  boolean hasSpoken() {
    return spoken.getCount() == 0;
  }

  private Socket speech() throws IOException {
    Socket open = speech;
    if (open == null || aborted) {
      throw new SocketException("the connection was given up");
    }
    return open;
  }

  /** Holds its reader until the first packet went out. */
  private final class Held extends FilterInputStream {
    private boolean watched;

    Held(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      hold();
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      hold();
      return super.read(bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
      return hasSpoken() ? super.available() : 0;
    }

    private void hold() throws IOException {
      if (!watched) {
        watched = true;
        Thread.currentThread().setUncaughtExceptionHandler((reader, e) -> readerDied.run());
      }
      try {
        spoken.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SocketException("the reader was interrupted");
      }
    }
  }

  /** Lets the reader go with the first packet, also with one that cannot be written. */
  private final class Speaking extends FilterOutputStream {
    Speaking(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } finally {
        spoken.countDown();
      }
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }
  }
}
