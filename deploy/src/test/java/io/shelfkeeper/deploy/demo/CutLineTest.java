package io.shelfkeeper.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CutLineTest {
  @Test
  void bytesGoThroughBothWays() throws IOException {
    try (ServerSocket far = far();
        CutLine line = new CutLine("localhost", far.getLocalPort());
        Socket near = near(line);
        Socket there = far.accept()) {
      near.getOutputStream().write(7);
      assertEquals(7, there.getInputStream().read());
      there.getOutputStream().write(8);
      assertEquals(8, near.getInputStream().read());
    }
  }

  @Test
  void aCutEndsWhatIsUnderWay() throws IOException {
    try (ServerSocket far = far();
        CutLine line = new CutLine("localhost", far.getLocalPort());
        Socket near = near(line);
        Socket there = far.accept()) {
      line.cut();
      assertEnded(near);
      assertEnded(there);
    }
  }

  @Test
  void nobodyComesThroughUntilItIsMended() throws IOException {
    try (ServerSocket far = far();
        CutLine line = new CutLine("localhost", far.getLocalPort())) {
      line.cut();
      try (Socket near = near(line)) {
        assertEnded(near);
      }
      line.mend();
      try (Socket near = near(line);
          Socket there = far.accept()) {
        near.getOutputStream().write(9);
        assertEquals(9, there.getInputStream().read());
      }
    }
  }

  @Test
  void theFarEndGoesAndTheNearOneIsTold() throws IOException {
    try (ServerSocket far = far();
        CutLine line = new CutLine("localhost", far.getLocalPort());
        Socket near = near(line)) {
      far.accept().close();
      assertEnded(near);
    }
  }

  /** The end of the stream, or a reset: both mean that it is over. */
  private static void assertEnded(Socket socket) {
    try {
      assertEquals(-1, socket.getInputStream().read());
    } catch (IOException e) {
      assertThrows(IOException.class, () -> socket.getOutputStream().write(new byte[1 << 20]));
    }
  }

  private static ServerSocket far() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static Socket near(CutLine line) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), line.port());
  }
}
