package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.world.DoorEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes every pulse, every movement of a door and every lamp as one JSON line, in a file of its
 * own beside that of the goods. A pulse is in the file before its board can answer. Times are
 * milliseconds of the wall clock.
 */
public final class DoorLog implements Consumer<DoorEvent>, AutoCloseable {
  private final Writer file;
  private final long wallMillisAtZero;

  /**
   * @param wallMillisAtZero wall time of the virtual time 0
   */
  public DoorLog(Path path, long wallMillisAtZero) throws IOException {
    this.wallMillisAtZero = wallMillisAtZero;
    file = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The file of doors that belongs to a file of movements. */
  public static Path beside(Path truth) {
    return truth.resolveSibling(truth.getFileName() + ".doors");
  }

  @Override
  public void accept(DoorEvent event) {
    try {
      file.write(line(event) + "\n");
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(DoorEvent event) {
    return switch (event) {
      case DoorEvent.Pulse pulse -> pulse(pulse);
      case DoorEvent.Cut cut ->
          "{\"kind\":\"cut\",\"lock\":\"%s\",\"at\":%d}".formatted(cut.lock(), at(cut.nanos()));
      case DoorEvent.Moved moved ->
          "{\"kind\":\"door\",\"door\":\"%s\",\"is\":\"%s\",\"by\":\"%s\",\"at\":%d}"
              .formatted(
                  moved.door(),
                  moved.open() ? "open" : "shut",
                  moved.by().name().toLowerCase(Locale.ROOT),
                  at(moved.nanos()));
      case DoorEvent.Signal signal ->
          "{\"kind\":\"signal\",\"signal\":\"%s\",\"is\":\"%s\",\"at\":%d}"
              .formatted(signal.signal(), signal.on() ? "on" : "off", at(signal.nanos()));
    };
  }

  /** Of a pulse that nothing will end, end and length are -1. */
  private String pulse(DoorEvent.Pulse pulse) {
    boolean held = pulse.endNanos() == Long.MAX_VALUE;
    return "{\"kind\":\"pulse\",\"lock\":\"%s\",\"millis\":%d,\"start\":%d,\"end\":%d}"
        .formatted(
            pulse.lock(),
            held ? -1 : (pulse.endNanos() - pulse.startNanos()) / 1_000_000,
            at(pulse.startNanos()),
            held ? -1 : at(pulse.endNanos()));
  }

  private long at(long nanos) {
    return wallMillisAtZero + nanos / 1_000_000;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
