package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedOutputTest {
  private static final int MESSAGE = 0x32;
  private static final int PING = 0xC0;

  /** Sizes of the writes that reach the wire. */
  private final List<Integer> writes = new ArrayList<>();

  private final Crowd crowd = new Crowd();
  private final PackedOutput output =
      new PackedOutput(
          new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
              if (length > 0) {
                writes.add(length);
              }
            }
          },
          crowd);

  private void packet(int kind, int size) throws IOException {
    byte[] bytes = new byte[size];
    bytes[0] = (byte) kind;
    output.write(bytes, 0, size / 2);
    output.write(bytes, size / 2, size - size / 2);
    output.flush();
  }

  @Test
  void aMessageAloneLeavesAtOnce() throws IOException {
    crowd.joins();
    packet(MESSAGE, 100);
    assertEquals(List.of(100), writes);
  }

  @Test
  void messagesThatFollowEachOtherLeaveTogether() throws IOException {
    crowd.joins();
    crowd.joins();
    crowd.joins();
    packet(MESSAGE, 100);
    packet(MESSAGE, 100);
    assertEquals(List.of(), writes);
    packet(MESSAGE, 100);
    assertEquals(List.of(300), writes);
  }

  @Test
  void anythingElseLeavesAtOnceAndTakesWhatIsHeldAlong() throws IOException {
    crowd.joins();
    crowd.joins();
    packet(MESSAGE, 100);
    packet(PING, 2);
    assertEquals(List.of(102), writes);
  }

  @Test
  void moreThanTheBufferHoldsIsNotHeld() throws IOException {
    for (int i = 0; i < 4; i++) {
      crowd.joins();
    }
    packet(MESSAGE, 40_000);
    packet(MESSAGE, 9_000);
    packet(MESSAGE, 9_000);
    packet(MESSAGE, 9_000);
    assertEquals(67_000, writes.stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void aMessageThatNeverComesHoldsNobodyBackForLong() throws IOException {
    crowd.joins();
    crowd.joins();
    packet(MESSAGE, 100);
    output.letGo();
    assertEquals(List.of(100), writes);
    packet(MESSAGE, 100);
    assertEquals(List.of(100, 100), writes);
  }
}
