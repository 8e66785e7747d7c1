package io.shelfkeeper.deploy.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.shelfkeeper.deploy.demo.Child;
import io.shelfkeeper.deploy.process.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A guest from outside: starts its kernel, hears what is told in it, cuts its power. */
final class CutGuest implements AutoCloseable {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Duration END = Duration.ofMinutes(2);

  /** Its whole way there on a busy machine. */
  private static final Duration BUSY = Duration.ofMinutes(5);

  private static final long NOBODY = -1;

  private final long begun = System.nanoTime();
  private final List<String> told = new ArrayList<>();
  private final Child script;

  /** Whom the next row takes with it. */
  private long cutInRow = NOBODY;

  /** It runs already when the moment comes: a program takes longer to start than a moment lasts. */
  private final Child killer =
      Child.start(
          "power",
          List.of("/bin/sh", "-c", "read group; kill -KILL -$group"),
          Map.of(),
          line -> {});

  CutGuest(DiskImage machine, DiskImage office, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("hil/guest").toAbsolutePath().toString());
    command.addAll(
        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.add("-Dshelfkeeper.home=" + System.getProperty("shelfkeeper.home"));
    command.addAll(
        List.of("-classpath", System.getProperty("java.class.path"), CutShop.class.getName()));
    command.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of(
            "SHELFKEEPER_HIL_DISK",
            machine.file().toString(),
            "SHELFKEEPER_HIL_OFFICE_DISK",
            office.file().toString(),
            "SHELFKEEPER_HIL_SECONDS",
            "" + 2 * BUSY.toSeconds());
    script = Child.start("guest", command, environment, this::hear);
  }

  private synchronized void hear(String line) {
    int at = line.indexOf(Told.MARK);
    if (at < 0) {
      return;
    }
    String what = line.substring(at + Told.MARK.length()).strip();
    told.add(what);
    if (what.startsWith("sent ") && cutInRow != NOBODY) {
      killer.tell("" + cutInRow);
      cutInRow = NOBODY;
    }
    if (!what.matches("(sent|kept) .*")) {
      System.out.printf("guest, %d s: %s%n", (System.nanoTime() - begun) / SECOND_NANOS, what);
    }
  }

  synchronized List<String> told() {
    return List.copyOf(told);
  }

  /** What was told after this word, oldest first. */
  List<String> told(String word) {
    return told().stream()
        .filter(line -> line.equals(word) || line.startsWith(word + " "))
        .map(line -> line.substring(word.length()).strip())
        .toList();
  }

  void await(String word) {
    Wait.until(
        "the guest tells: " + word,
        BUSY,
        () -> {
          if (!script.isAlive()) {
            Assumptions.assumeFalse(script.hasSaid("hil: SKIPPED"), "skipped: no guest");
            fail("the guest has ended: " + script.lastLines());
          }
          return !told(word).isEmpty();
        },
        () -> told().toString());
  }

  /** Every process of its kernel at once, as the power does it; returns when they are gone. */
  void cutPower() {
    killer.tell("" + kernel().orElseThrow());
    awaitDark();
  }

  /** The same as soon as a row is sent, which will hardly be written by then. */
  void cutPowerInARow() {
    long group = kernel().orElseThrow();
    synchronized (this) {
      cutInRow = group;
    }
    awaitDark();
  }

  private void awaitDark() {
    assertTrue(script.await(END) >= 0, "the guest does not end");
  }

  /** The process group of its kernel, which begins with the child of what bounds its time. */
  private Optional<Long> kernel() {
    return ProcessHandle.of(script.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(one -> one.info().command().orElse("").endsWith("/timeout"))
        .flatMap(ProcessHandle::children)
        .map(ProcessHandle::pid)
        .findFirst();
  }

  /** Waits until it has ended by itself. */
  void awaitEnd() {
    assertEquals(0, script.await(END), () -> script.lastLines().toString());
  }

  @Override
  public void close() {
    kernel().ifPresent(group -> cutPower());
    killer.close();
    script.close();
  }
}
