package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardPaceTest {
  private static final SampleSite LOCKER = SampleSite.LOCKER;
  private static final String RELAY =
      "{id: relay, model: modbus-relay, bus: relay-bus, address: 1}";

  private static SiteFile with(String device, int boards) {
    String more =
        IntStream.rangeClosed(2, boards)
            .mapToObj(i -> "\n  - " + device.formatted(i, i))
            .collect(Collectors.joining());
    return LOCKER.accepted(LOCKER.edited(RELAY, RELAY + more));
  }

  private static SiteFile eights(int boards) {
    return with("{id: eight-%d, model: lock-8a, bus: lock-bus, address: %d, channels: 8}", boards);
  }

  private static long period(SiteFile site) {
    return BoardPace.periodMillis(site, site.lockBoards().getFirst());
  }

  @Test
  void eightABoardsOfABusShareFourReadingsASecond() {
    assertEquals(250, period(eights(1)));
    assertEquals(1_000, period(eights(4)));
    SiteFile relays = with("{id: relay-%d, model: modbus-relay, bus: relay-bus, address: %d}", 3);
    assertEquals(100, BoardPace.periodMillis(relays, relays.lockBoards().getLast()));
  }

  @Test
  void oneBoardOnABusIsNothingToWarnOf() {
    assertEquals(List.of(), BoardPace.warnings(eights(1)));
    assertEquals(359, BoardPace.forcedMillis(eights(1), eights(1).buses().get(1)));
  }

  @Test
  void whereSeveralBoardsShareABusAForcedDoorIsSeenLate() {
    SiteFile site = eights(2);
    assertEquals(609, BoardPace.forcedMillis(site, site.buses().get(1)));
    List<String> warnings = BoardPace.warnings(site);
    assertEquals(1, warnings.size(), warnings::toString);
    String warning = warnings.getFirst();
    assertTrue(
        warning.contains("\"lock-bus\" has 2 lock boards")
            && warning.contains("after 609 ms")
            && warning.contains("within 500 ms")
            && warning.contains("buses of their own"),
        warning);
  }

  @Test
  void relaysAreFastUntilThereAreTooMany() {
    String relay = "{id: relay-%d, model: modbus-relay, bus: relay-bus, address: %d}";
    assertEquals(List.of(), BoardPace.warnings(with(relay, 9)));
    assertEquals(1, BoardPace.warnings(with(relay, 12)).size());
  }
}
