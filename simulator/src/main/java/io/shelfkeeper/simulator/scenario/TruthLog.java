package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.world.Movement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes every physical movement as one JSON line, for whoever judges the agent. Each line is in
 * the file before the hand touches the goods, so that nobody can have reported it earlier. Times
 * are milliseconds of the wall clock.
 */
public final class TruthLog implements Consumer<Movement>, AutoCloseable {
  private final Writer file;
  private final long wallMillisAtZero;

  /**
   * @param wallMillisAtZero wall time of the virtual time 0
   */
  public TruthLog(Path path, long wallMillisAtZero) throws IOException {
    this.wallMillisAtZero = wallMillisAtZero;
    file = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void accept(Movement movement) {
    try {
      file.write(
          String.format(
              Locale.ROOT,
              "{\"bay\":\"%s\",\"sku\":\"%s\",\"delta\":%d,\"grams\":%.2f,"
                  + "\"start\":%d,\"end\":%d}%n",
              movement.bay(),
              movement.sku(),
              movement.delta(),
              movement.grams(),
              wallMillisAtZero + movement.startNanos() / 1_000_000,
              wallMillisAtZero + movement.endNanos() / 1_000_000));
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
