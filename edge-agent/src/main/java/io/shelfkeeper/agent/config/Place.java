package io.shelfkeeper.agent.config;

/**
 * Where something stands in a file.
 *
 * @param line 1 for the first
 * @param column 1 for the first
 */
record Place(int line, int column) implements Comparable<Place> {
  /** The file as a whole. */
  static final Place FILE = new Place(0, 0);

  @Override
  public int compareTo(Place other) {
    return line == other.line
        ? Integer.compare(column, other.column)
        : Integer.compare(line, other.line);
  }
}
