package io.shelfkeeper.agent.core.sync;

import java.util.HexFormat;
import java.util.function.LongSupplier;

/**
 * The steps that several states of a {@link Session} share. Decides delays, never touches a wire.
 */
record SessionSteps(long nowNanos, LongSupplier random) {
  /** Too many for the broker: 0x89 busy, 0x97 quota, 0x9F connection rate. */
  private static boolean crowded(int code) {
    return code == 0x89 || code == 0x97 || code == 0x9F;
  }

  /** 0x8E taken over: two devices with one name must not throw each other out all day. */
  private static boolean contested(int code) {
    return code == 0x8E;
  }

  int failures(int failures, long sinceNanos) {
    return nowNanos - sinceNanos >= Session.STABLE_NANOS ? 0 : failures + 1;
  }

  /**
   * The same for a session that was open and ended without a word: a broker that dies now and then
   * takes rows in between, and must not find us farther away each time.
   */
  int failuresOfOpen(int failures, long sinceNanos, int code) {
    return code < 0 && nowNanos - sinceNanos < Session.STABLE_NANOS
        ? failures / 2 + 1
        : failures(failures, sinceNanos);
  }

  Session.Step lost(long attempt, int failures, int code) {
    int least =
        crowded(code) ? Backoff.FAILURES_BELOW_CAP : contested(code) ? Backoff.FAILURES_HALF : 0;
    return new Session.Step(offline(attempt, Math.max(failures, least)), Session.Wish.NOTHING);
  }

  Session.Offline offline(long attempt, int failures) {
    long delay = Backoff.delayNanos(failures, random.getAsLong());
    return new Session.Offline(attempt, failures, nowNanos + delay);
  }

  Session.Step greet(long attempt, int failures, long sinceNanos) {
    String session = HexFormat.of().toHexDigits(random.getAsLong());
    return ask(new Session.Greeting(attempt, failures, sinceNanos, session, 0, nowNanos));
  }

  Session.Step ask(Session.Greeting s) {
    long wait = Backoff.calmNanos(Session.ASK_NANOS, s.asked(), random.getAsLong());
    Session.Greeting asked =
        new Session.Greeting(
            s.attempt(), s.failures(), s.sinceNanos(), s.session(), s.asked() + 1, nowNanos + wait);
    return new Session.Step(asked, Session.Wish.GREET);
  }

  /** A backend that never finds our watermarks right must not make us spin. */
  Session.Step again(long attempt, int failures, long sinceNanos) {
    if (failures == 0) {
      return greet(attempt, 1, sinceNanos);
    }
    String session = HexFormat.of().toHexDigits(random.getAsLong());
    long wait = Backoff.calmNanos(Session.ASK_NANOS, failures, random.getAsLong());
    Session.Greeting later =
        new Session.Greeting(attempt, failures + 1, sinceNanos, session, 0, nowNanos + wait);
    return new Session.Step(later, Session.Wish.NOTHING);
  }
}
