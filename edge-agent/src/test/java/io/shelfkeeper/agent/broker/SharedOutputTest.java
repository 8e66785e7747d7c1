package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SharedOutputTest {
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private final SharedOutput output = new SharedOutput(wire);

  @Test
  void aPacketOfOursNeverBeginsWithinOneOfTheLibrary() throws IOException {
    output.write(new byte[] {1, 2}, 0, 2);
    output.take();
    output.whole(new byte[] {9, 9, 9}, 2);
    output.write(3);
    output.flush();
    assertArrayEquals(new byte[] {9, 9, 1, 2, 3}, wire.toByteArray());
  }

  @Test
  void aFlushSendsAPacketOnce() throws IOException {
    output.write(1);
    output.flush();
    output.flush();
    assertEquals(1, wire.size());
  }
}
