package io.shelfkeeper.agent.core.permits;

/**
 * What the site file says about one lock, as far as it decides whether the lock may move.
 *
 * @param id as in the site file; orders call it {@code lock/<id>}
 * @param board locks of one board never move at the same time
 * @param supply neither do locks of one supply: two coils may be more than it can feed
 * @param pulseMillis how long the board energises the coil
 * @param capMillis the coil never gets more than this, whatever fails
 * @param openMillis how long after the pulse a contact may take to say open
 * @param pulsesPerMinuteMax how often it may move in a minute
 */
public record LockPlan(
    String id,
    String board,
    String supply,
    int pulseMillis,
    int capMillis,
    int openMillis,
    int pulsesPerMinuteMax) {

  /** The word of orders and messages. */
  public String target() {
    return "lock/" + id;
  }
}
