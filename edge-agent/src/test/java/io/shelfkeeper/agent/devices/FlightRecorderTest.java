package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightRecorderTest {
  private long now;
  private byte[] answer = Hex.bytes("01 83 02 C0 F1");

  private final FlightRecorder recorder =
      new FlightRecorder(
          new ByteLink() {
            @Override
            public void open() {}

            @Override
            public int read(byte[] into, int offset, int length, int waitMillis) {
              System.arraycopy(answer, 0, into, offset, answer.length);
              return answer.length;
            }

            @Override
            public void write(byte[] bytes) {}

            @Override
            public void discardInput() {}

            @Override
            public void close() {}

            @Override
            public String where() {
              return "here";
            }
          },
          new Pace() {
            @Override
            public long nanos() {
              return now;
            }

            @Override
            public void until(long nanos) {}
          });

  private void exchange(String request) throws Exception {
    recorder.write(Hex.bytes(request));
    recorder.read(new byte[100], 0, 100, 10);
  }

  @Test
  void exchangeIsToldWithItsTimeItsBytesAndItsEnd() throws Exception {
    exchange("01 03 00 50");
    recorder.note("refused");
    now += 12_300_000;
    assertEquals(List.of("-12.3 ms > 01 03 00 50 < 01 83 02 C0 F1: refused"), recorder.tell());
  }

  @Test
  void onlyTheLast64AreKeptOldestFirst() throws Exception {
    for (int i = 0; i < 100; i++) {
      exchange(String.format("%02X", i));
    }
    List<String> told = recorder.tell();
    assertEquals(64, told.size());
    assertTrue(told.getFirst().contains("> 24 <"), told.getFirst());
    assertTrue(told.getLast().contains("> 63 <"), told.getLast());
  }

  @Test
  void babbleIsCutShortAndSaidToBe() throws Exception {
    answer = new byte[90];
    exchange("01");
    assertTrue(recorder.tell().getFirst().endsWith(" and 42 more"), recorder.tell().getFirst());
  }
}
