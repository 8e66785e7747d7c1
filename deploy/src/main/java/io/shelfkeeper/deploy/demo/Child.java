package io.shelfkeeper.deploy.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program that runs beside us and ends when we end, however we end: the kernel kills it when the
 * thread that started it is gone. So it must be started from a thread that lives as long as it is
 * needed.
 */
public final class Child implements AutoCloseable {
  private static final int LINES_KEPT = 200;
  private static final Path LEASH = Path.of("/usr/bin/setpriv");

  private final String name;
  private final Process process;
  private final Thread reader;
  private final ArrayDeque<String> lines = new ArrayDeque<>();

  private Child(String name, Process process, Consumer<String> listener) {
    this.name = name;
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name(name).start(() -> read(listener));
  }

  /**
   * @param listener gets each line of output, on a thread of its own
   * @throws UncheckedIOException if there is no such program
   */
  public static Child start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Consumer<String> listener) {
    List<String> leashed = new ArrayList<>();
    if (Files.isExecutable(LEASH)) {
      leashed.addAll(List.of(LEASH.toString(), "--pdeathsig", "KILL"));
    }
    leashed.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(leashed).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return new Child(name, builder.start(), listener);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not start: " + command.getFirst(), e);
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines that it said, oldest first. */
  public List<String> lastLines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Whether a line with this text was among the last ones. */
  public boolean hasSaid(String text) {
    return lastLines().stream().anyMatch(line -> line.contains(text));
  }

  /** Tells it a line on its standard input. */
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not hear us", e);
    }
  }

  /** Kills it as a power cut would, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(10));
  }

  /** Asks it to end; kills it if it does not. */
  @Override
  public void close() {
    process.destroy();
    if (await(Duration.ofSeconds(5)) < 0) {
      kill();
    }
  }

  /**
   * Waits for its end and for its last line.
   *
   * @return its exit code, or -1 if it still runs
   */
  public int await(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return -1;
      }
      reader.join(limit.toMillis());
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private void read(Consumer<String> listener) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lines) {
          lines.addLast(line);
          if (lines.size() > LINES_KEPT) {
            lines.removeFirst();
          }
        }
        listener.accept(line);
      }
    } catch (IOException e) {
      // Its end of the pipe broke, which is how a killed program says goodbye.
      return;
    }
  }
}
