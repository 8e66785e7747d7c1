package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusHealthTest {
  private static final long MILLI = 1_000_000L;

  private final List<String> told = new ArrayList<>();
  private final BusHealth health =
      new BusHealth(
          3,
          new BusHealth.Report() {
            @Override
            public void opened(int subject, DeviceFault fault) {
              told.add("opened " + subject + " " + fault.kind().word());
            }

            @Override
            public void closed(int subject, FaultKind kind, long count) {
              told.add("closed " + subject + " " + kind.word());
            }
          });
  private long now = 0;

  /** Some rounds over the three devices; those named are silent. */
  private void rounds(int count, Integer... silent) {
    for (int round = 0; round < count; round++) {
      for (int device = 0; device < 3; device++) {
        now += 100 * MILLI;
        if (List.of(silent).contains(device)) {
          health.missed(device, fault(FaultKind.NO_ANSWER), now);
        } else {
          health.answered(device, now);
        }
      }
    }
  }

  private static DeviceFault fault(FaultKind kind) {
    return new DeviceFault(kind, "no word", "look");
  }

  @Test
  void silentDeviceIsItsOwnFault() {
    rounds(5, 1);
    rounds(2);
    assertEquals(List.of("opened 1 no_answer", "closed 1 no_answer"), told);
  }

  @Test
  void deadBusIsOneFaultAndNotOneForEachDevice() {
    rounds(2);
    rounds(20, 0, 1, 2);
    rounds(5);
    assertEquals(List.of("opened -1 no_answer", "closed -1 no_answer"), told);
  }

  @Test
  void deviceThatStaysAwayWhenTheBusIsBackIsItsOwnFaultThen() {
    rounds(5, 0, 1, 2);
    rounds(6, 2);
    assertEquals(List.of("opened -1 no_answer", "closed -1 no_answer", "opened 2 no_answer"), told);
  }

  @Test
  void halfABusIsOneFaultForEachOfItsDevices() {
    rounds(5, 0, 2);
    assertEquals(List.of("opened 0 no_answer", "opened 2 no_answer"), told);
  }

  @Test
  void lostWireIsOneFaultHoweverOftenItIsTried() {
    rounds(2);
    for (int i = 0; i < 50; i++) {
      now += 500 * MILLI;
      health.linkDown(fault(FaultKind.LINK_DOWN), now);
    }
    rounds(3);
    assertEquals(List.of("opened -1 link_down", "closed -1 link_down"), told);
  }

  @Test
  void wireThatIsBackAtOnceIsNoNews() {
    rounds(2);
    health.linkDown(fault(FaultKind.LINK_DOWN), now);
    rounds(3);
    assertEquals(List.of(), told);
  }

  @Test
  void wireThatIsBackWithNobodyOnItIsAnotherFault() {
    for (int i = 0; i < 5; i++) {
      now += 500 * MILLI;
      health.linkDown(fault(FaultKind.LINK_DOWN), now);
    }
    rounds(5, 0, 1, 2);
    assertEquals(
        List.of("opened -1 link_down", "closed -1 link_down", "opened -1 no_answer"), told);
  }
}
