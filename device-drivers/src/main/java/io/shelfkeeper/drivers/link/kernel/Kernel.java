package io.shelfkeeper.drivers.link.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The few calls of Linux that pins and chips on I2C need. Keeps nothing; may be called from any
 * thread. A file descriptor belongs to whoever opened it, and is closed once.
 */
public interface Kernel {
  /** There is something to read. */
  short POLLIN = 1;

  /** Size of a {@code struct pollfd}: file, wanted, found. */
  int POLLFD_BYTES = 8;

  /** Opens a device file for reading and writing; a child process does not inherit it. */
  int open(String path) throws KernelFault;

  void close(int file);

  /**
   * @param argument native memory, in the layout that the request asks for
   * @return what the driver returns, 0 or more
   */
  int ioctl(int file, long request, MemorySegment argument) throws KernelFault;

  /** For requests whose argument is a number. */
  int ioctl(int file, long request, long argument) throws KernelFault;

  /**
   * @return bytes read, 0 at the end
   */
  int read(int file, MemorySegment into) throws KernelFault;

  /**
   * Waits until one of the files has something.
   *
   * @param polls {@code count} times a {@code struct pollfd}
   * @param timeoutMillis -1 without an end
   * @return how many have; 0 when the time is over or a signal came
   */
  int poll(MemorySegment polls, int count, int timeoutMillis) throws KernelFault;

  /** A counter as a file: readable as soon as it was {@link #signal}led. */
  int event() throws KernelFault;

  /** Makes an {@link #event} readable. */
  void signal(int event) throws KernelFault;
}
