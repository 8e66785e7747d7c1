package io.shelfkeeper.agent.health;

import io.shelfkeeper.agent.ports.Watchdog;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells systemd that we are ready, alive, about to stop. Never says alive by itself: only a loop
 * that turns calls {@link #progress}, so that a hung one is restarted.
 */
public final class SystemdWatchdog implements Watchdog, AutoCloseable {
  /** Four signs of life in each period: one may be late without harm. */
  private static final long SIGNS_PER_PERIOD = 4;

  private static final long NANOS_PER_MICRO = 1_000;

  private final NotifySocket socket;
  private final LongSupplier nanos;
  private final long signNanos;
  private long lastSignNanos;

  private SystemdWatchdog(NotifySocket socket, LongSupplier nanos, long periodMicros) {
    this.socket = socket;
    this.nanos = nanos;
    this.signNanos = periodMicros * NANOS_PER_MICRO / SIGNS_PER_PERIOD;
  }

  /** The one of this process; does nothing if it was not started by a service manager. */
  public static SystemdWatchdog ofThisProcess() {
    return of(System.getenv(), ProcessHandle.current().pid(), System::nanoTime);
  }

  static SystemdWatchdog of(Map<String, String> environment, long pid, LongSupplier nanos) {
    String path = environment.getOrDefault("NOTIFY_SOCKET", "");
    String meant = environment.getOrDefault("WATCHDOG_PID", "" + pid);
    String period = environment.getOrDefault("WATCHDOG_USEC", "");
    boolean ours = meant.equals("" + pid) && period.matches("[1-9][0-9]{0,12}");
    NotifySocket socket = path.isEmpty() ? NotifySocket.NONE : new DatagramNotifySocket(path);
    return new SystemdWatchdog(socket, nanos, ours ? Long.parseLong(period) : 0);
  }

  @Override
  public void ready() {
    lastSignNanos = nanos.getAsLong();
    socket.send("READY=1");
  }

  @Override
  public void progress() {
    if (signNanos == 0) {
      return;
    }
    long now = nanos.getAsLong();
    if (now - lastSignNanos >= signNanos) {
      lastSignNanos = now;
      socket.send("WATCHDOG=1");
    }
  }

  @Override
  public void stopping() {
    socket.send("STOPPING=1");
  }

  @Override
  public void close() {
    socket.close();
  }
}
