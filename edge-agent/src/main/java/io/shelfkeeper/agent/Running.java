package io.shelfkeeper.agent;

import io.shelfkeeper.agent.broker.PahoBroker;
import io.shelfkeeper.agent.broker.payload.JsonPayloads;
import io.shelfkeeper.agent.cli.ExitCode;
import io.shelfkeeper.agent.config.RootKey;
import io.shelfkeeper.agent.config.Shop;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.Summary;
import io.shelfkeeper.agent.config.TagSetups;
import io.shelfkeeper.agent.core.Agent;
import io.shelfkeeper.agent.core.audit.AuditSetup;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect.Notice.Level;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.devices.SiteBuses;
import io.shelfkeeper.agent.files.DeviceKeyFile;
import io.shelfkeeper.agent.health.LinuxStorage;
import io.shelfkeeper.agent.health.LogNotices;
import io.shelfkeeper.agent.health.SystemClock;
import io.shelfkeeper.agent.health.SystemEntropy;
import io.shelfkeeper.agent.health.SystemdWatchdog;
import io.shelfkeeper.agent.journal.ReceiptFile;
import io.shelfkeeper.agent.journal.SqliteJournal;
import io.shelfkeeper.agent.labels.LabelWorker;
import io.shelfkeeper.agent.local.Identity;
import io.shelfkeeper.agent.local.IntakeSocket;
import io.shelfkeeper.agent.local.StatusSocket;
import io.shelfkeeper.agent.loop.EventLoop;
import io.shelfkeeper.agent.loop.Inbox;
import io.shelfkeeper.agent.loop.Outside;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.Notices;
import io.shelfkeeper.agent.ports.Receipts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of the agent from opening to closing, and the only place that knows all parts. Opens
 * bottom-up, closes top-down, and never waits longer than its deadline to end: being killed is a
 * supported way to stop. A new planogram ends one life of the agent and begins the next one here:
 * what a shop is built from is only ever read at a start.
 */
final class Running {
  private static final long END_SECONDS_MAX = 5;

  private final Build build;
  private final RunOptions options;
  private final SiteFile site;
  private final @Nullable IssuerKey root;
  private final Notices notices = new LogNotices();
  private int code = ExitCode.BROKEN;

  // Set by the thread that hears TERM.
  private volatile boolean isStopAsked;
  private volatile Inbox inbox = new Inbox();

  /**
   * @param root the installed root key, or null: then no lock can be ordered
   */
  Running(Build build, RunOptions options, SiteFile site, @Nullable IssuerKey root) {
    this.build = build;
    this.options = options;
    this.site = site;
    this.root = root;
  }

  /**
   * Works on the calling thread until somebody asks to stop or the journal fails.
   *
   * @return the exit code
   */
  int work() {
    Thread.currentThread().setName("loop");
    Runtime.getRuntime().addShutdownHook(new Thread(this::askToStop, "stop"));
    if (options.untilStdinCloses()) {
      Thread.ofPlatform().name("stdin").daemon().start(this::stopWithStdin);
    }
    introduce();
    warmUp();
    TagSetups.problems(site)
        .forEach(
            problem -> notices.say(Level.ERROR, "Price tags get no labels. reason=" + problem));
    try {
      do {
        live();
      } while (code == EventLoop.AGAIN);
      return code;
    } catch (Journal.JournalFailure e) {
      notices.say(Level.ERROR, "The agent cannot start. reason=" + e.kind() + " " + e.getMessage());
      return ExitCode.JOURNAL_FAILED;
    } catch (DeviceKeyFile.Unusable e) {
      notices.say(Level.ERROR, "The agent cannot start. reason=KEY " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private void introduce() {
    notices.say(
        Level.INFO,
        "Shelfkeeper starts. version=%s java=%s os=%s pid=%d config=%s data=%s"
            .formatted(
                build.version(),
                Runtime.version(),
                System.getProperty("os.arch"),
                ProcessHandle.current().pid(),
                options.config(),
                options.data()));
    Summary.lines(site).forEach(line -> notices.say(Level.INFO, line));
  }

  /** The first order must not wait for what a virtual machine learns only by doing it. */
  private void warmUp() {
    if (site.locks().all().isEmpty()) {
      return;
    }
    if (root == null) {
      notices.say(Level.WARNING, RootKey.line(RootKey.beside(options.config())));
      return;
    }
    WarmUp.Took took = WarmUp.run();
    notices.say(
        Level.INFO,
        "Orders can be verified. cold_micros=%d warm_micros=%d"
            .formatted(
                TimeUnit.NANOSECONDS.toMicros(took.first()),
                TimeUnit.NANOSECONDS.toMicros(took.last())));
  }

  private void live() {
    Inbox own = new Inbox();
    inbox = own;
    if (isStopAsked) {
      own.post(new Input.StopAsked()); // it may have gone to the inbox of the life before
    }
    code = ExitCode.BROKEN;
    open(own);
  }

  private void open(Inbox inbox) {
    SystemEntropy entropy = new SystemEntropy();
    DeviceKeyFile key = new DeviceKeyFile(options.data());
    JsonPayloads payloads = Wiring.payloads(site, build, entropy, key);
    ReceiptFile file = Wiring.receipts(site, options.data(), notices);
    try (SystemdWatchdog watchdog = SystemdWatchdog.ofThisProcess();
        SqliteJournal journal =
            new SqliteJournal(options.data(), payloads, () -> receiptsLeft(file))) {
      Recovered recovered = journal.open();
      Shop shop = Shop.of(site, recovered);
      payloads.sells(Wiring.gtins(shop.site()));
      key.open();
      SystemClock clock = new SystemClock(Math.max(build.millis(), recovered.newestWallMillis()));
      Path folder = options.config().toAbsolutePath().resolveSibling("");
      AuditSetup audit =
          new AuditSetup(
              Configuration.of(build, options.config()),
              site.locks().all().stream().map(SiteFile.Lock::id).toList(),
              key);
      Agent agent = new Agent(shop.setup(root), audit, recovered, entropy::nextLong);
      Identity identity =
          new Identity(site.site(), site.device(), build.version(), key.publicKey());
      try (Receipts receipts = file == null ? Receipts.NONE : file;
          PahoBroker broker =
              new PahoBroker(
                  Wiring.broker(site, folder), clock, inbox, payloads, receipts, payloads::gone);
          LabelWorker labels = TagWiring.labels(site);
          SiteBuses buses =
              new SiteBuses(
                  Wiring.buses(site, TagWiring.drawer(labels)), inbox, entropy, inbox::end);
          StatusSocket status =
              new StatusSocket(
                  options.data(),
                  identity,
                  new LinuxStorage(options.data(), site.cardTerabytes()),
                  inbox);
          IntakeSocket intake = intake(inbox)) {
        answer(status);
        buses.start();
        Outside outside =
            new Outside(
                journal,
                broker,
                buses,
                clock,
                payloads,
                watchdog,
                notices,
                status,
                intake == null ? (connection, upTo) -> {} : intake,
                status);
        new EventLoop(agent, inbox, outside, result -> code = result).run();
      }
    }
  }

  /** What the last process knew to be with the broker, where that counts. */
  private Map<Lane, ReceiptFile.Receipt> receiptsLeft(@Nullable ReceiptFile file) {
    if (file == null) {
      ReceiptFile.discard(options.data(), notices);
      return Map.of();
    }
    return file.left();
  }

  private void answer(StatusSocket status) {
    try {
      status.open();
    } catch (IOException e) {
      notices.say(Level.WARNING, "The status cannot be asked for: " + e.getMessage());
    }
  }

  /** The intake, if the site file has one and it can listen. */
  private @Nullable IntakeSocket intake(Inbox inbox) {
    SiteFile.Intake wanted = site.intake();
    if (wanted == null) {
      return null;
    }
    IntakeSocket intake = new IntakeSocket(Wiring.intake(wanted), inbox);
    try {
      intake.open();
      return intake;
    } catch (IOException e) {
      notices.say(
          Level.ERROR,
          "Other programs cannot hand over events: "
              + e.getMessage()
              + ". Check \"listen\" under intake in the site file, and who else listens there.");
      return null;
    }
  }

  /**
   * Asks for the end and waits for it. In the hook of TERM and Ctrl-C the process would end with
   * this method, so it does not return before the deadline: the loop's thread ends the process,
   * with its exit code.
   */
  private void askToStop() {
    isStopAsked = true;
    inbox.post(new Input.StopAsked());
    try {
      Thread.sleep(TimeUnit.SECONDS.toMillis(END_SECONDS_MAX));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.BROKEN);
  }

  private void stopWithStdin() {
    try {
      while (System.in.read() >= 0) {
        // Whatever is said there is not meant for us.
      }
    } catch (IOException e) {
      // Closed in another way.
    }
    askToStop();
  }
}
