package io.shelfkeeper.agent.config;

/**
 * One thing that is wrong in a site file, in three parts: where, what, and what to write instead.
 *
 * @param line 1 for the first; 0 if the whole file is meant
 * @param column 1 for the first; 0 if the whole file is meant
 * @param what what is wrong, a sentence without a full stop
 * @param instead what to write or do instead, a sentence without a full stop
 */
public record Problem(int line, int column, String what, String instead) {

  /** The form that editors and terminals turn into a link: {@code file:line:column: text}. */
  public String text(String file) {
    String where = line == 0 ? file : file + ":" + line + ":" + column;
    return where + ": " + what + ". Instead: " + instead + ".";
  }
}
