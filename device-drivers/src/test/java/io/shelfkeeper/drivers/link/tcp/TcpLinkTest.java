package io.shelfkeeper.drivers.link.tcp;

import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.LinkContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class TcpLinkTest extends LinkContract {
  private ServerSocket server = listening(0);
  private final TcpLink link = new TcpLink("127.0.0.1", server.getLocalPort());
  private @Nullable Socket far;

  private static ServerSocket listening(int port) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server.setSoTimeout(60_000);
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Socket far() throws IOException {
    Socket accepted = far == null ? server.accept() : far;
    accepted.setSoTimeout(60_000);
    far = accepted;
    return accepted;
  }

  @Override
  protected ByteLink link() {
    return link;
  }

  @Override
  protected void say(byte[] bytes) throws IOException {
    far().getOutputStream().write(bytes);
  }

  @Override
  protected byte[] heard(int count) throws IOException {
    return far().getInputStream().readNBytes(count);
  }

  @Override
  protected void hangUp() throws IOException {
    far().close();
    server.close();
    far = null;
  }

  @Override
  protected void comeBack() {
    server = listening(server.getLocalPort());
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    if (far != null) {
      far.close();
    }
  }
}
