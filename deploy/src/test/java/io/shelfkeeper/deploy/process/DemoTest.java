package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.Child;
import io.shelfkeeper.deploy.demo.Demo;
import io.shelfkeeper.deploy.demo.Jvm;
import io.shelfkeeper.deploy.demo.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo itself: its last line, its exit code, and that it leaves nothing behind. */
@Tag("process")
class DemoTest {
  private static final String GOOD =
      "demo: movements=\\d+ acknowledged=\\d+ lost=0 duplicated=0 stock=equal"
          + " orders=5 refused=2 pulses=3 lit=1 prices=2 confirmed=7 mismatched=1 temperature=4\\.5";
  private static final Duration ROUND_AND_MORE = Duration.ofMinutes(10);

  @TempDir Path folder;

  @Test
  void theDemoEndsWithEverythingEqual() {
    assertGoodEnd(demo("-Ddemo.seconds=30"));
  }

  @Test
  @Tag("deep")
  void theDemoUsesAnotherBroker() throws IOException {
    int port = Ports.free();
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(config, "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
    List<String> command = List.of(Tools.need("mosquitto"), "-c", config.toString());
    try (Child broker = Child.start("mosquitto", command, Map.of(), line -> {})) {
      Wait.until("the broker listens", () -> Ports.answers(port));
      assertGoodEnd(demo("-Ddemo.seconds=30", "-Ddemo.broker=mqtt://127.0.0.1:" + port));
      assertTrue(broker.isAlive(), "it is not ours to end");
    }
  }

  @Test
  void whenItsParentIsKilledNothingStaysBehind() {
    List<String> underAShell = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\"; true", "sh"));
    underAShell.addAll(demo());
    assertNothingStaysBehind(underAShell);
  }

  @Test
  void whenItIsKilledItselfNothingStaysBehind() {
    assertNothingStaysBehind(demo());
  }

  private static void assertGoodEnd(List<String> command) {
    try (Child demo = Child.start("demo", command, Map.of(), line -> {})) {
      Wait.until("the shop is open", () -> demo.hasSaid("The shop is open"));
      List<ProcessHandle> children = descendants(demo);
      int exit = demo.await(ROUND_AND_MORE);
      List<String> lines = demo.lastLines();
      assertTrue(lines.getLast().matches(GOOD), () -> String.join("\n", lines));
      assertEquals(0, exit);
      Wait.until("all are gone", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  private static void assertNothingStaysBehind(List<String> command) {
    try (Child demo = Child.start("demo", command, Map.of(), line -> {})) {
      Wait.until("the shop is open", () -> demo.hasSaid("The shop is open"));
      List<ProcessHandle> children = descendants(demo);
      assertTrue(children.size() >= 4, "broker, backend, simulator and agent: " + children);
      demo.kill();
      Wait.until("all are gone", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  private static List<ProcessHandle> descendants(Child child) {
    return ProcessHandle.of(child.pid()).orElseThrow().descendants().toList();
  }

  private static List<String> demo(String... properties) {
    List<String> options = new ArrayList<>(List.of(properties));
    options.add("-Xmx96m");
    options.add("-Dshelfkeeper.home=" + Application.installed().folder());
    return Jvm.command(Demo.class, options);
  }
}
