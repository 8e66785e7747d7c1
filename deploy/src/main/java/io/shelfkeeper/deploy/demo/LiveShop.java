package io.shelfkeeper.deploy.demo;

import io.shelfkeeper.simulator.scenario.SimulatorControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole shop as separate programs: far ends of the wires, agent, broker, backend, and a line
 * between agent and broker that can be cut. Starts and kills; tells nothing and judges nothing.
 */
public final class LiveShop implements AutoCloseable {
  private static final long START_MILLIS = 120_000;

  /** A hand that was at a shelf this long before the agent died may not have been told yet. */
  private static final long UNDECIDED_MILLIS = 3_000;

  /** Until the agent has seen a bay at rest. */
  private static final long FIRST_LOOK_MILLIS = 3_000;

  /** Nobody waits for minutes until a tag comes. */
  private static final String TAG_MINUTE_SECONDS = "4";

  private static final AtomicInteger SHOPS = new AtomicInteger();

  // For the shop.
  private final Application application;
  private final DemoFolder folder;
  private final BrokerAddress broker;
  private final @Nullable BrokerProgram brokerProgram;
  private final CutLine line;
  private final SimulatorControl simulator;
  private final List<Span> blind = new ArrayList<>();
  private final List<Span> alone = new ArrayList<>();

  // From start to kill.
  private @Nullable Child brokerChild;
  private @Nullable Child simulatorChild;
  private @Nullable Child backendChild;
  private @Nullable Child agentChild;
  private long agentGoneMillis;
  private long networkGoneMillis;
  private boolean closed;

  private LiveShop(
      Application application,
      DemoFolder folder,
      BrokerAddress broker,
      @Nullable BrokerProgram brokerProgram,
      CutLine line) {
    this.application = application;
    this.folder = folder;
    this.broker = broker;
    this.brokerProgram = brokerProgram;
    this.line = line;
    this.simulator = new SimulatorControl(folder.path().resolve("sim.sock"));
  }

  /** A shop with a broker of its own. Nothing runs yet. */
  public static LiveShop withOwnBroker(Application application, BrokerProgram.Kind kind) {
    BrokerAddress address = new BrokerAddress("127.0.0.1", Ports.free());
    CutLine line = new CutLine(address.host(), address.port());
    DemoFolder folder = DemoFolder.make(application.demoSite(), device(), line.port());
    return new LiveShop(application, folder, address, kind.at(folder.path(), address.port()), line);
  }

  /** A shop at a broker that runs already. Nothing runs yet. */
  public static LiveShop atBroker(Application application, BrokerAddress address) {
    CutLine line = new CutLine(address.host(), address.port());
    DemoFolder folder = DemoFolder.make(application.demoSite(), device(), line.port());
    return new LiveShop(application, folder, address, null, line);
  }

  /** Shops beside each other must not take each other's name. */
  private static String device() {
    long started = ProcessHandle.current().pid() ^ System.nanoTime();
    return "keeper-%06x-%d".formatted(started & 0xff_ffff, SHOPS.incrementAndGet());
  }

  public void startBroker() {
    if (brokerProgram != null) {
      brokerChild = start("broker", brokerProgram.command(), line -> {});
    }
    Child child = brokerChild;
    Patience.until(
        START_MILLIS,
        () -> Ports.answers(broker.host(), broker.port()) || (child != null && !child.isAlive()));
    if (!Ports.answers(broker.host(), broker.port())) {
      throw new IllegalStateException(
          "no broker answers at " + broker.url() + "; " + said(brokerChild));
    }
  }

  /** As a power cut would. Only a broker of our own. */
  public void killBroker() {
    kill(brokerChild);
  }

  /**
   * @param listener told what the backend says, a line each
   */
  public void startBackend(Consumer<String> listener) {
    Path keys = folder.path().resolve("keys");
    List<String> command =
        List.of(
            application.backend(),
            "--broker",
            broker.url(),
            "--ledger",
            book().toString(),
            "--keys",
            keys.toString(),
            "--say",
            "--until-stdin-closes");
    Child child = start("backend", command, listener);
    backendChild = child;
    Path made = keys.resolve("root.pub");
    if (!Patience.until(START_MILLIS, () -> Files.exists(made) || !child.isAlive())
        || !child.isAlive()) {
      throw new IllegalStateException("the backend does not start; " + said(child));
    }
    folder.install(made);
  }

  /** Gives the backend an instruction, such as {@code order --lock C1}. */
  public void tellBackend(String words) {
    // A broker that others use too may still bring letters of a shop of yesterday.
    running(backendChild).tell(words + " --device " + folder.device());
  }

  /** Orders and their outcomes, as the backend has them. */
  public OrderLedger orders() {
    return new OrderLedger(book(), ledger());
  }

  private Path book() {
    return folder.path().resolve("ledger.jsonl");
  }

  public Ledger ledger() {
    return new Ledger(book(), folder.device());
  }

  public void startSimulator(long seed) {
    startSimulator(seed, folder.site());
  }

  /**
   * As above.
   *
   * @param site what the shop truly is, if that is not what its site file says
   */
  public void startSimulator(long seed, Path site) {
    List<String> command =
        List.of(
            application.simulator(),
            "run",
            "--config",
            site.toString(),
            "--seed",
            Long.toString(seed),
            "--truth",
            truth().file().toString(),
            "--control",
            folder.path().resolve("sim.sock").toString(),
            "--glass",
            glass().toString(),
            "--tag-minute",
            TAG_MINUTE_SECONDS,
            "--until-stdin-closes");
    simulatorChild = start("simulator", command, line -> {});
    Child child = simulatorChild;
    if (!Patience.until(START_MILLIS, () -> child.hasSaid("playing ") || !child.isAlive())
        || !child.isAlive()) {
      throw new IllegalStateException("the simulator does not start; " + said(child));
    }
  }

  /** Where pictures of what price tags show are. */
  Path glass() {
    return folder.path().resolve("glass");
  }

  /** Starts it; {@link #awaitAgent} waits for it. */
  public void startAgent() {
    List<String> command =
        List.of(
            application.agent(),
            "run",
            "--config",
            folder.site().toString(),
            "--data",
            folder.data().toString(),
            "--until-stdin-closes");
    agentChild = start("agent", command, line -> {});
  }

  /** Waits until the agent has weighed every bay. */
  public void awaitAgent() {
    if (!Patience.until(START_MILLIS, this::agentSees)) {
      throw new IllegalStateException("the agent does not see its shop; " + said(agentChild));
    }
  }

  /**
   * Whether a running agent has weighed every bay since its start.
   *
   * @throws IllegalStateException if the agent has ended by itself
   */
  public boolean agentSees() {
    if (!running(agentChild).isAlive()) {
      throw new IllegalStateException("the agent ended; " + said(agentChild));
    }
    if (status().filter(status -> !status.blind()).isEmpty()) {
      return false;
    }
    if (agentGoneMillis > 0) {
      long sees = System.currentTimeMillis() + FIRST_LOOK_MILLIS;
      blind.add(new Span(agentGoneMillis - UNDECIDED_MILLIS, sees));
      agentGoneMillis = 0;
    }
    return true;
  }

  /** As a power cut would. */
  public void killAgent() {
    if (agentGoneMillis == 0) {
      agentGoneMillis = System.currentTimeMillis();
    }
    kill(agentChild);
  }

  public Optional<AgentStatus> status() {
    return AgentStatus.of(folder.data());
  }

  public DemoFolder folder() {
    return folder;
  }

  /** Takes the network between agent and broker away. */
  public void cutNetwork() {
    networkGoneMillis = System.currentTimeMillis();
    line.cut();
  }

  public void mendNetwork() {
    line.mend();
  }

  /**
   * Whether the agent speaks with the backend.
   *
   * @return false also if it does not answer us
   */
  public boolean agentIsOnline() {
    boolean online = status().filter(AgentStatus::online).isPresent();
    if (online && networkGoneMillis > 0) {
      alone.add(new Span(networkGoneMillis - UNDECIDED_MILLIS, System.currentTimeMillis()));
      networkGoneMillis = 0;
    }
    return online;
  }

  /** Whether agent and network were both there at that time. */
  public boolean wasWhole(long atMillis) {
    return Stream.concat(blind.stream(), alone.stream()).noneMatch(span -> span.holds(atMillis));
  }

  public SimulatorControl simulator() {
    return simulator;
  }

  public Truth truth() {
    return new Truth(folder.path().resolve("truth.jsonl"), simulator);
  }

  public Child agent() {
    return running(agentChild);
  }

  /** When no agent was looking at the shelves. */
  public List<Span> blind() {
    return List.copyOf(blind);
  }

  private static Child start(String name, List<String> command, Consumer<String> listener) {
    return Child.start(name, command, Map.of(), listener);
  }

  private static void kill(@Nullable Child child) {
    running(child).kill();
  }

  private static Child running(@Nullable Child child) {
    if (child == null) {
      throw new IllegalStateException("it was not started");
    }
    return child;
  }

  private static String said(@Nullable Child child) {
    return child == null
        ? "it is not ours to start"
        : child.name() + " said: " + String.join("\n", child.lastLines());
  }

  /** Ends everything that was started, and removes the folder. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (Child child : new Child[] {agentChild, simulatorChild, backendChild, brokerChild}) {
      if (child != null) {
        child.close();
      }
    }
    line.close();
    folder.close();
  }
}
