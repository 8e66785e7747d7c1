package io.shelfkeeper.deploy.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A piece of network that can be cut: a port of this machine behind which another one lies. Hands
 * bytes on as they are and never looks at them.
 */
public final class CutLine implements AutoCloseable {
  private final InetSocketAddress far;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  public CutLine(String host, int port) {
    this.far = new InetSocketAddress(host, port);
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free for the line to " + host, e);
    }
    Thread.ofPlatform().daemon().name("cut-line").start(this::accept);
  }

  /** The port on this machine where the line begins. */
  public int port() {
    return door.getLocalPort();
  }

  /** Everything under way is gone, and nobody comes through until it is mended. */
  public void cut() {
    cut = true;
    sockets.forEach(CutLine::closed);
    sockets.clear();
  }

  public void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        connect(door.accept());
      } catch (IOException e) {
        continue; // one caller less; the door itself is asked again
      }
    }
  }

  private void connect(Socket near) {
    sockets.add(near);
    try {
      Socket onward = new Socket();
      sockets.add(onward);
      if (cut) {
        throw new IOException("the line is cut");
      }
      onward.connect(far, 2000);
      pump(near, onward);
      pump(onward, near);
    } catch (IOException e) {
      closed(near);
    }
  }

  private void pump(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (from;
                  to;
                  InputStream in = from.getInputStream();
                  OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
              } catch (IOException e) {
                return; // cut or ended: both sides are closed with it
              } finally {
                sockets.remove(from);
              }
            });
  }

  private static void closed(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // gone is gone
    }
  }
}
