package io.shelfkeeper.drivers.link.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.shelfkeeper.drivers.link.kernel.Kernel;
import io.shelfkeeper.drivers.link.kernel.KernelFault;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that takes the edges of all inputs of a chip. It waits in the kernel, and is woken
 * when inputs come or go.
 *
 * <p>A file is closed by {@link #remove} when the reader waits for it no more. The number of a
 * closed file is given to the next one that is opened, and its bytes would be taken for edges; and
 * a line is held, whoever has closed it, as long as somebody waits for it in the kernel.
 */
final class EdgeReader implements AutoCloseable {
  private static final int EVENTS_AT_ONCE = 64;
  private static final int POLL_EVENTS = 4;
  private static final int POLL_FOUND = 6;

  private final Kernel kernel;
  private final int pollMillis;
  private final int wake;
  private final List<Watch> watches = new ArrayList<>();
  private final Thread thread;

  /** What the reader waits for just now. */
  private List<Watch> awaited = List.of();

  private boolean ending;

  /**
   * @param name of the thread
   * @param pollMillis how long it waits at most in one call, -1 without an end
   */
  EdgeReader(Kernel kernel, String name, int pollMillis) throws KernelFault {
    this.kernel = kernel;
    this.pollMillis = pollMillis;
    wake = kernel.event();
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  synchronized void add(HeldLine line, Edges edges) throws KernelFault {
    watches.add(new Watch(line, edges));
    kernel.signal(wake);
  }

  /** Closes the line; no edge of it is told after this, but one may be under way. */
  synchronized void remove(HeldLine line) {
    watches.removeIf(watch -> watch.line == line);
    wake();
    while (isAwaited(line) && Thread.currentThread() != thread) {
      try {
        wait();
      } catch (InterruptedException e) {
        // The line is free a moment later, then.
        Thread.currentThread().interrupt();
        break;
      }
    }
    line.close();
  }

  private boolean isAwaited(HeldLine line) {
    return awaited.stream().anyMatch(watch -> watch.line == line);
  }

  private void wake() {
    try {
      kernel.signal(wake);
    } catch (KernelFault fault) {
      throw new IllegalStateException("a counter that cannot count", fault);
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment counter = arena.allocate(8, 8);
      MemorySegment events = arena.allocate((long) EVENTS_AT_ONCE * GpioAbi.EVENT_BYTES, 8);
      List<Watch> known = List.of();
      try (Polls polls = new Polls()) {
        polls.list(wake, known);
        while (true) {
          List<Watch> now = watches();
          if (now == null) {
            return;
          }
          if (!now.equals(known)) {
            known = now;
            polls.list(wake, known);
          }
          if (kernel.poll(polls.memory(), known.size() + 1, pollMillis) == 0) {
            continue;
          }
          if (polls.found(0) != 0) {
            kernel.read(wake, counter);
          }
          for (int i = 0; i < known.size(); i++) {
            if (polls.found(i + 1) != 0) {
              take(known.get(i), polls.found(i + 1), events);
            }
          }
        }
      }
    } catch (KernelFault fault) {
      ended();
    }
  }

  /** Whether it takes edges; a kernel that failed it once has ended it. */
  boolean isAlive() {
    return thread.isAlive();
  }

  /** What is to be waited for, or null when it is over. */
  private synchronized @Nullable List<Watch> watches() {
    awaited = List.copyOf(watches);
    notifyAll();
    return ending ? null : awaited;
  }

  private void take(Watch watch, short found, MemorySegment events) {
    int count;
    synchronized (this) {
      if (!watches.contains(watch)) {
        return;
      }
      try {
        count = (found & Kernel.POLLIN) == 0 ? 0 : kernel.read(watch.line.file(), events);
      } catch (KernelFault fault) {
        count = 0;
      }
      if (count == 0) {
        // Ready, and nothing there: the chip has gone.
        watches.remove(watch);
      }
    }
    if (count == 0) {
      watch.edges.ended();
    }
    for (int at = 0; at + GpioAbi.EVENT_BYTES <= count; at += GpioAbi.EVENT_BYTES) {
      watch.tell(events.asSlice(at, GpioAbi.EVENT_BYTES));
    }
  }

  private void ended() {
    List<Watch> left;
    synchronized (this) {
      left = List.copyOf(watches);
      watches.clear();
      awaited = List.of();
      notifyAll();
    }
    left.forEach(watch -> watch.edges.ended());
  }

  /** Ends the thread. The lines are still to be closed. */
  @Override
  public void close() {
    synchronized (this) {
      ending = true;
      watches.clear();
      wake();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    kernel.close(wake);
  }

  /** One input, and how far its edges were counted. */
  private static final class Watch {
    private final HeldLine line;
    private final Edges edges;
    private int seen;

    Watch(HeldLine line, Edges edges) {
      this.line = line;
      this.edges = edges;
    }

    void tell(MemorySegment event) {
      int number = event.get(JAVA_INT, GpioAbi.EVENT_LINE_SEQNO);
      int skipped = number - seen - 1;
      seen = number;
      if (skipped > 0) {
        edges.lost(skipped);
      }
      edges.edge(event.get(JAVA_INT, GpioAbi.EVENT_ID) == GpioAbi.EVENT_RISING);
    }
  }

  /** The list that the kernel is asked with; made anew when inputs come or go. */
  private static final class Polls implements AutoCloseable {
    private Arena arena = Arena.ofConfined();
    private MemorySegment memory = MemorySegment.NULL;

    void list(int wake, List<Watch> watches) {
      arena.close();
      arena = Arena.ofConfined();
      memory = arena.allocate((long) Kernel.POLLFD_BYTES * (watches.size() + 1), 8);
      put(0, wake);
      for (int i = 0; i < watches.size(); i++) {
        put(i + 1, watches.get(i).line.file());
      }
    }

    private void put(int index, int file) {
      long at = (long) index * Kernel.POLLFD_BYTES;
      memory.set(JAVA_INT, at, file);
      memory.set(JAVA_SHORT, at + POLL_EVENTS, Kernel.POLLIN);
    }

    MemorySegment memory() {
      return memory;
    }

    short found(int index) {
      return memory.get(JAVA_SHORT, (long) index * Kernel.POLLFD_BYTES + POLL_FOUND);
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
