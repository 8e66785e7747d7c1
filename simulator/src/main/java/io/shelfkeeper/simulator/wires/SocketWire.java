package io.shelfkeeper.simulator.wires;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A serial line behind a TCP gateway, one caller at a time. Listens on this machine only. */
final class SocketWire implements Wire {
  private final int port;
  private @Nullable ServerSocket server;
  private @Nullable Socket caller;

  SocketWire(int port) {
    this.port = port;
  }

  @Override
  public void plug() throws IOException {
    if (server == null) {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server = opened;
    }
  }

  @Override
  public void unplug() {
    close(caller);
    caller = null;
    close(server);
    server = null;
  }

  private static void close(@Nullable AutoCloseable open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (Exception e) {
      // Torn out is torn out.
    }
  }

  @Override
  public boolean isPlugged() {
    return server != null;
  }

  @Override
  public int read(byte[] into, int waitMillis) throws IOException {
    ServerSocket listening = server;
    if (listening == null) {
      return 0;
    }
    try {
      Socket speaking = caller;
      if (speaking == null) {
        listening.setSoTimeout(Math.max(1, waitMillis));
        speaking = listening.accept();
        speaking.setTcpNoDelay(true);
        caller = speaking;
      }
      speaking.setSoTimeout(Math.max(1, waitMillis));
      int got = speaking.getInputStream().read(into);
      if (got < 0) {
        close(speaking);
        caller = null;
        return 0;
      }
      return got;
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    Socket speaking = caller;
    if (speaking != null) {
      speaking.getOutputStream().write(bytes);
    }
  }

  @Override
  public int baud() {
    return 0;
  }

  @Override
  public void close() {
    unplug();
  }
}
