package io.shelfkeeper.drivers.link.tcp;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A serial line behind a network converter that passes bytes through as they are. */
public final class TcpLink implements ByteLink {
  private static final int CONNECT_MILLIS = 3_000;

  private final String host;
  private final int port;
  private @Nullable Socket socket;

  /**
   * @param port 1 to 65,535
   */
  public TcpLink(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public void open() throws DeviceFault {
    if (socket != null) {
      return;
    }
    Socket opened = new Socket();
    try {
      opened.setTcpNoDelay(true);
      // A new address each time: a name may have moved.
      opened.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket = opened;
    } catch (IOException e) {
      quietly(opened);
      throw down(
          "does not take a connection (" + e.getMessage() + ")",
          "Check its supply, its network cable and its address.");
    }
  }

  @Override
  public int read(byte[] into, int offset, int length, int waitMillis) throws DeviceFault {
    Socket open = open(socket);
    try {
      if (waitMillis == 0 && open.getInputStream().available() == 0) {
        return 0;
      }
      open.setSoTimeout(Math.max(1, waitMillis));
      int count = open.getInputStream().read(into, offset, length);
      if (count < 0) {
        throw lost("hung up");
      }
      return count;
    } catch (SocketTimeoutException e) {
      return 0;
    } catch (IOException e) {
      throw lost("was lost (" + e.getMessage() + ")");
    }
  }

  @Override
  public void write(byte[] bytes) throws DeviceFault {
    try {
      open(socket).getOutputStream().write(bytes);
    } catch (IOException e) {
      throw lost("was lost (" + e.getMessage() + ")");
    }
  }

  @Override
  public void discardInput() throws DeviceFault {
    byte[] stale = new byte[256];
    while (read(stale, 0, stale.length, 0) > 0) {
      // Nobody waits for it any more.
    }
  }

  private Socket open(@Nullable Socket open) throws DeviceFault {
    if (open == null) {
      throw down("is not connected", "Wait for the next try.");
    }
    return open;
  }

  private DeviceFault lost(String how) {
    close();
    return down(how, "Check its supply and its network cable.");
  }

  private DeviceFault down(String what, String check) {
    return new DeviceFault(FaultKind.LINK_DOWN, "The converter " + where() + " " + what, check);
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    if (open != null) {
      quietly(open);
    }
  }

  private static void quietly(Socket open) {
    try {
      open.close();
    } catch (IOException e) {
      // It is given up either way.
    }
  }

  @Override
  public String where() {
    return host + ":" + port;
  }
}
