package io.shelfkeeper.agent;

import io.shelfkeeper.agent.broker.PahoBroker;
import io.shelfkeeper.agent.broker.payload.Identity;
import io.shelfkeeper.agent.broker.payload.JsonPayloads;
import io.shelfkeeper.agent.config.Setups;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.core.Agent;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.devices.SiteBuses;
import io.shelfkeeper.agent.health.LogNotices;
import io.shelfkeeper.agent.health.SystemClock;
import io.shelfkeeper.agent.health.SystemEntropy;
import io.shelfkeeper.agent.health.SystemdWatchdog;
import io.shelfkeeper.agent.journal.SqliteJournal;
import io.shelfkeeper.agent.local.StatusSocket;
import io.shelfkeeper.agent.loop.EventLoop;
import io.shelfkeeper.agent.loop.Inbox;
import io.shelfkeeper.agent.loop.Outside;
import io.shelfkeeper.agent.ports.Notices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One life of the agent: opens everything from the journal upwards, runs the loop, and closes in the
 * opposite order. A life that does not end in time is cut off: being killed is a way to stop, too.
 */
final class Running {
  private static final long STOP_SECONDS = 5;

  private final SiteFile site;
  private final Path folder;
  private final Path data;
  private final Build build;
  private final Inbox inbox = new Inbox();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Never counted down: the process ends first. */
  private final CountDownLatch closed = new CountDownLatch(1);

  private final Notices notices = new LogNotices();
  private volatile int code = EventLoop.BROKEN;

  /**
   * @param folder where the site file lies
   * @param data folder of the journal
   */
  Running(SiteFile site, Path folder, Path data, Build build) {
    this.site = site;
    this.folder = folder;
    this.data = data;
    this.build = build;
  }

  /**
   * Lives until somebody asks for the end or something makes it end.
   *
   * @return the exit code
   */
  int live() throws InterruptedException {
    SystemEntropy entropy = new SystemEntropy();
    Identity identity =
        new Identity(
            site.site(),
            site.device(),
            build.version(),
            Runtime.version().toString(),
            Long.toHexString(entropy.nextLong()));
    JsonPayloads payloads =
        new JsonPayloads(identity, Wiring.inventory(site), Wiring.gtins(site));
    try (SqliteJournal journal = new SqliteJournal(data, payloads)) {
      Recovered recovered = journal.open();
      SystemClock clock =
          new SystemClock(Math.max(build.millis(), recovered.newestWallMillis()));
      Agent agent = new Agent(Setups.of(site), recovered, entropy::nextLong);
      try (SiteBuses buses = new SiteBuses(Wiring.buses(site), inbox, entropy);
          PahoBroker broker =
              new PahoBroker(
                  Wiring.broker(site, folder), clock, inbox, payloads, payloads::gone);
          StatusSocket status = status();
          SystemdWatchdog watchdog = SystemdWatchdog.ofThisProcess()) {
        Outside outside =
            new Outside(
                journal, broker, buses, clock, payloads, watchdog, notices, status);
        tell(recovered);
        Thread loop =
            Thread.ofPlatform()
                .name("loop")
                .start(new EventLoop(agent, inbox, outside, this::end));
        buses.start();
        ended.await();
        loop.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
      }
    }
    return code;
  }

  private StatusSocket status() {
    StatusSocket status =
        new StatusSocket(
            data,
            new io.shelfkeeper.agent.local.Identity(site.site(), site.device(), build.version()),
            inbox);
    try {
      status.open();
    } catch (IOException e) {
      notices.say(
          Effect.Notice.Level.WARNING,
          "\"status\" will not be answered (" + e.getMessage() + "); the agent works without it");
    }
    return status;
  }

  private void tell(Recovered recovered) {
    notices.say(
        Effect.Notice.Level.INFO,
        "Shelfkeeper %s starts. site=%s device=%s boot=%d data=%s broker=%s:%d buses=%d devices=%d"
            .formatted(
                build.version(),
                site.site(),
                site.device(),
                recovered.boot(),
                data,
                site.broker().host(),
                site.broker().port(),
                site.buses().size(),
                site.devices().size()));
    if (recovered.quarantined() != null) {
      notices.say(
          Effect.Notice.Level.ERROR,
          "The journal was damaged and is kept in " + recovered.quarantined()
              + "; a new one was begun. Check the memory card.");
    }
  }

  private void end(int exitCode) {
    code = exitCode;
    ended.countDown();
  }

  /**
   * Asks for the end and waits for it, not for ever. Does not return before the deadline: the thread
   * that lives this life ends the process, with its exit code.
   */
  void stop() {
    inbox.post(new Input.StopAsked());
    try {
      if (ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        closed.await(STOP_SECONDS, TimeUnit.SECONDS);
      }
      notices.say(
          Effect.Notice.Level.WARNING, "The agent did not stop in time and is cut off.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
