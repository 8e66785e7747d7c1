package io.shelfkeeper.drivers.link;

/**
 * A bus that is opened and closed like any other, and on which no bytes flow: pins, chips or files
 * that are reached by calls of their own.
 */
public interface BytelessLink extends ByteLink {
  @Override
  default int read(byte[] into, int offset, int length, int waitMillis) {
    return 0;
  }

  @Override
  default void write(byte[] bytes) {
    throw new IllegalStateException(where() + ": no bytes flow here");
  }

  @Override
  default void discardInput() {}
}
