package io.shelfkeeper.agent.core.step;

/**
 * The answer to a {@link StaffRequest}; what it says is done is in the journal.
 *
 * @param text a sentence for a person: what was done, or what to change
 */
public record StaffAnswer(Outcome outcome, String text) {
  public enum Outcome {
    DONE,
    /** Not yet: the same again in a moment may be done. */
    WAIT,
    REFUSED;

    /** The word on the local socket. */
    public String word() {
      return switch (this) {
        case DONE -> "done";
        case WAIT -> "wait";
        case REFUSED -> "refused";
      };
    }
  }

  public static StaffAnswer done(String text) {
    return new StaffAnswer(Outcome.DONE, text);
  }

  public static StaffAnswer later(String text) {
    return new StaffAnswer(Outcome.WAIT, text);
  }

  public static StaffAnswer refused(String text) {
    return new StaffAnswer(Outcome.REFUSED, text);
  }
}
