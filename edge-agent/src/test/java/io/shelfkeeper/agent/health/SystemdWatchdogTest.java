package io.shelfkeeper.agent.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdWatchdogTest {
  private static final long PID = 77;
  private static final long SECOND = 1_000_000_000L;

  private final Path folder;
  private long nanos = 5;

  SystemdWatchdogTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private SystemdWatchdog watchdog(Map<String, String> environment) {
    return SystemdWatchdog.of(environment, PID, () -> nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/notify", "@shelfkeeper-test-"})
  void readyAndStoppingReachTheServiceManager(String kind) throws Throwable {
    String name =
        kind.startsWith("@") ? kind + ProcessHandle.current().pid() : folder.resolve("notify") + "";
    try (DatagramListener manager = new DatagramListener(name);
        SystemdWatchdog watchdog = watchdog(Map.of("NOTIFY_SOCKET", name))) {
      watchdog.ready();
      watchdog.progress();
      watchdog.stopping();
      assertEquals("READY=1", manager.next());
      assertEquals("STOPPING=1", manager.next());
    }
  }

  @Test
  void signsOfLifeComeFourTimesInAPeriodAndOnlyWithProgress() throws Throwable {
    String name = folder.resolve("notify").toString();
    try (DatagramListener manager = new DatagramListener(name);
        SystemdWatchdog watchdog =
            watchdog(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "8000000"))) {
      watchdog.ready();
      assertEquals("READY=1", manager.next());
      int signs = 0;
      for (int i = 0; i < 160; i++) {
        nanos += SECOND / 20;
        watchdog.progress();
        signs += manager.next().equals("WATCHDOG=1") ? 1 : 0;
      }
      assertEquals(4, signs);
      nanos += 60 * SECOND;
      assertEquals("", manager.next());
    }
  }

  @Test
  void aWatchdogForAnotherProcessIsNotFed() throws Throwable {
    String name = folder.resolve("notify").toString();
    Map<String, String> environment =
        Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "8000000", "WATCHDOG_PID", "78");
    try (DatagramListener manager = new DatagramListener(name);
        SystemdWatchdog watchdog = watchdog(environment)) {
      nanos += 60 * SECOND;
      watchdog.progress();
      assertEquals("", manager.next());
    }
  }

  @Test
  void withoutAServiceManagerNothingHappens() {
    try (SystemdWatchdog watchdog = watchdog(Map.of())) {
      watchdog.ready();
      watchdog.progress();
      watchdog.stopping();
    }
  }

  @Test
  void aServiceManagerThatIsGoneDoesNotHurt() {
    SystemdWatchdog watchdog =
        watchdog(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString()));
    watchdog.ready();
    watchdog.close();
    watchdog.close();
    watchdog.stopping();
  }

  @Test
  void aNameThatNoSocketCanHaveIsRefused() {
    for (String name : new String[] {"relative", "@", "/" + "x".repeat(107)}) {
      assertThrows(
          IllegalArgumentException.class, () -> watchdog(Map.of("NOTIFY_SOCKET", name)), name);
    }
  }
}
