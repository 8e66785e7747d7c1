package io.shelfkeeper.agent.health;

import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Notices;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * One line of the log per notice. Never floods the card: the core says each change once, and should
 * something change all the time nevertheless, lines above a budget are counted and not written.
 */
public final class LogNotices implements Notices {
  /** A start with every device failing must fit. */
  private static final int LINES_MAX = 300;

  /** Some 700 kB a day at the very worst. */
  private static final long NANOS_PER_LINE = 10 * Moment.NANOS_PER_SECOND;

  private final Notices log;
  private final LongSupplier nanos;
  private long budget = LINES_MAX;
  private long filledNanos;
  private long suppressed;

  public LogNotices() {
    this(LogNotices::write, System::nanoTime);
  }

  LogNotices(Notices log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    this.filledNanos = nanos.getAsLong();
  }

  @Override
  public void say(Effect.Notice.Level level, String text) {
    long lines = (nanos.getAsLong() - filledNanos) / NANOS_PER_LINE;
    filledNanos += lines * NANOS_PER_LINE;
    budget = Math.min(LINES_MAX, budget + lines);
    if (budget == 0) {
      suppressed++;
      return;
    }
    budget--;
    if (suppressed > 0) {
      log.say(Effect.Notice.Level.WARNING, "Some lines were not written. lines=" + suppressed);
      suppressed = 0;
    }
    log.say(level, oneLine(text));
  }

  /** A line break from outside would let a stranger write lines of his own. */
  private static String oneLine(String text) {
    StringBuilder line = null;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        line = line == null ? new StringBuilder(text) : line;
        line.setCharAt(i, ' ');
      }
    }
    return line == null ? text : line.toString();
  }

  private static void write(Effect.Notice.Level level, String text) {
    switch (level) {
      case INFO -> Logger.info((Object) text);
      case WARNING -> Logger.warn((Object) text);
      case ERROR -> Logger.error((Object) text);
    }
  }
}
