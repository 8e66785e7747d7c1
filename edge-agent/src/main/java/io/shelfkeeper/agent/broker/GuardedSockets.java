package io.shelfkeeper.agent.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Hands the one socket of an attempt to the MQTT library, and lets us reach it as well. */
final class GuardedSockets extends SocketFactory {
  private final Maker maker;
  private @Nullable GuardedSocket made;
  private boolean aborted;

  /** Makes an unconnected socket. */
  interface Maker {
    GuardedSocket make() throws IOException;
  }

  GuardedSockets(Maker maker) {
    this.maker = maker;
  }

  @Override
  public synchronized Socket createSocket() throws IOException {
    GuardedSocket socket = maker.make();
    made = socket;
    if (aborted) {
      abort(socket);
    }
    return socket;
  }

  /** The socket, or null if the library has not come so far. */
  synchronized @Nullable GuardedSocket made() {
    return made;
  }

  /** Closes the socket, also one that is made later. */
  synchronized void abort() {
    aborted = true;
    if (made != null) {
      abort(made);
    }
  }

  private static void abort(GuardedSocket socket) {
    try {
      socket.abort();
    } catch (IOException e) {
      // It is closed for us, whatever the system says about it.
      return;
    }
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("only unconnected sockets are made here");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("only unconnected sockets are made here");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("only unconnected sockets are made here");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("only unconnected sockets are made here");
  }
}
