package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.fleet.Trouble;
import io.shelfkeeper.agent.core.sync.LinkHealth;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.function.Consumer;

/**
 * Turns the health of the way to the backend into faults that open and end. Never speaks of a
 * connection that comes back within seconds: most losses are somebody's restart.
 */
final class BrokerWatch {
  static final String BROKER = "broker";
  static final String BACKEND = "backend";
  static final String UNREACHABLE = "unreachable";
  static final String REFUSES = "refuses_publications";
  static final String NO_ANSWER = "no_answer";

  static final long GRACE_NANOS = 5 * Moment.NANOS_PER_SECOND;
  private static final int QUESTIONS_MAX = 3;
  private static final int RESENDS_MAX = 2;
  private static final int REFUSALS_MAX = 3;

  private final Faults faults;
  private long goneSince;
  private long attemptsBefore;
  private long heardBefore;
  private boolean connected;

  BrokerWatch(Faults faults) {
    this.faults = faults;
  }

  void start(Moment now) {
    goneSince = now.nanos();
  }

  void look(Moment now, LinkHealth health, boolean online, Consumer<Fact> say) {
    if (connected && !health.connected()) {
      goneSince = now.nanos();
      attemptsBefore = health.attempts();
    }
    connected = health.connected();
    unreachable(now, health, say);
    if (connected) {
      silent(now, health, online, say);
      refuses(now, health, online, say);
    }
  }

  private void unreachable(Moment now, LinkHealth health, Consumer<Fact> say) {
    if (connected) {
      long tries = Math.max(1, health.attempts() - attemptsBefore);
      faults.ended(now, BROKER, UNREACHABLE, tries, say);
    } else if (now.nanos() - goneSince >= GRACE_NANOS && !faults.isOpen(BROKER, UNREACHABLE)) {
      String why = health.lostWhy();
      String what = "The broker cannot be reached: " + why + (why.endsWith(".") ? "" : ".");
      String check =
          "Check the network cable, the router and the broker's address in the site file.";
      faults.failed(now, Trouble.of(BROKER, UNREACHABLE, what, check), say);
    }
  }

  private void silent(Moment now, LinkHealth health, boolean online, Consumer<Fact> say) {
    if (health.asked() > QUESTIONS_MAX || health.resends() >= RESENDS_MAX) {
      heardBefore = health.heard();
      String what = "The broker is there, but the backend does not answer.";
      String check = "Check that the backend runs and reads the topics of this device.";
      failOnce(now, Trouble.of(BACKEND, NO_ANSWER, what, check), say);
    } else if (online && health.heard() > heardBefore) {
      faults.ended(now, BACKEND, NO_ANSWER, 1, say);
    }
  }

  private void refuses(Moment now, LinkHealth health, boolean online, Consumer<Fact> say) {
    if (health.refusals() > REFUSALS_MAX) {
      String what = "The broker refuses messages of this device again and again.";
      String check = "Check the device's rights and quota at the broker.";
      failOnce(now, Trouble.of(BROKER, REFUSES, what, check), say);
    } else if (online && health.refusals() == 0) {
      faults.ended(now, BROKER, REFUSES, 1, say);
    }
  }

  private void failOnce(Moment now, Trouble trouble, Consumer<Fact> say) {
    if (!faults.isOpen(trouble.device(), trouble.kind())) {
      faults.failed(now, trouble, say);
    }
  }
}
