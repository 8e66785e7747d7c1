package io.shelfkeeper.agent.config;

/**
 * A text of the file with its place.
 *
 * @param text empty if it could not be read; the problem has been told then
 */
record Word(String text, Place place) {
  String quoted() {
    return Words.quoted(text);
  }
}
