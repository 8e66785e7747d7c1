package io.shelfkeeper.agent.health;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Datagrams over a Unix domain socket, which the JDK does not have. Protocol: sd_notify(3).
 *
 * <p>Names that start with {@code @} are in the abstract name space: the first byte of the address
 * is zero then, and its length counts.
 */
final class DatagramNotifySocket implements NotifySocket {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;

  /** A full queue of the service manager must not stop the loop. */
  private static final int MSG_DONTWAIT = 0x40;

  private static final int FAMILY_BYTES = 2;
  private static final int PATH_BYTES_MAX = 108;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment address;
  private final MethodHandle send;
  private final MethodHandle close;
  private final int descriptor;
  private boolean closed;

  /**
   * @throws IllegalArgumentException if no socket can have that name
   */
  DatagramNotifySocket(String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    boolean named = name.length > 1 && (name[0] == '/' || name[0] == '@');
    if (!named || name.length >= PATH_BYTES_MAX) {
      throw new IllegalArgumentException("NOTIFY_SOCKET is no socket's name: " + path);
    }
    if (name[0] == '@') {
      name[0] = 0;
    }
    address = arena.allocate(FAMILY_BYTES + name.length, Short.BYTES);
    address.set(JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(name, 0, address, JAVA_BYTE, FAMILY_BYTES, name.length);
    send =
        call(
            "sendto",
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    close = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    descriptor = socket();
  }

  private static int socket() {
    MethodHandle socket =
        call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    try {
      return (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    } catch (Throwable e) {
      throw new IllegalStateException("socket could not be called", e);
    }
  }

  @Override
  public void send(String message) {
    if (closed || descriptor < 0) {
      return;
    }
    try (Arena once = Arena.ofConfined()) {
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      MemorySegment text = once.allocate(bytes.length);
      MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
      // An answer below zero means that nobody listens; there is nobody to tell.
      long unused =
          (long)
              send.invokeExact(
                  descriptor,
                  text,
                  (long) bytes.length,
                  MSG_DONTWAIT,
                  address,
                  (int) address.byteSize());
    } catch (Throwable e) {
      throw new IllegalStateException("sendto could not be called", e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      int unused = (int) close.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close could not be called", e);
    } finally {
      arena.close();
    }
  }

  private static MethodHandle call(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
  }
}
