package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.Problem;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.simulator.world.Movement;
import io.shelfkeeper.simulator.world.Shop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the far ends of all buses of a site file until it is stopped. */
@Command(
    name = "run",
    description = "Plays the far ends of all buses of a site file until it is stopped.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Option(names = "--config", required = true, description = "the site file")
  private Path config = Path.of("");

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "of weights, noise and hands (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--truth", description = "appends every physical movement here, as JSON lines")
  private @Nullable Path truth;

  @Option(
      names = "--control",
      description = "the socket for instructions (default: one for the site, in the temporary"
          + " folder)")
  private @Nullable Path control;

  @Option(
      names = "--shopper",
      paramLabel = "SECONDS",
      description = "lets a shopper in who acts this often on average")
  private @Nullable Double shopper;

  @Option(names = "--until-stdin-closes", hidden = true)
  private boolean untilStdinCloses;

  @Override
  public Integer call() throws IOException, InterruptedException {
    SiteFile site =
        switch (SiteFiles.read(config)) {
          case SiteFiles.Accepted accepted -> accepted.site();
          case SiteFiles.Refused refused -> {
            for (Problem problem : refused.problems()) {
              System.err.println(problem.text(config.toString()));
            }
            yield null;
          }
        };
    if (site == null) {
      return 2;
    }
    play(site);
    return 0;
  }

  private void play(SiteFile site) throws IOException, InterruptedException {
    long zero = System.nanoTime();
    long wallAtZero = System.currentTimeMillis();
    TruthLog log = truth == null ? null : new TruthLog(truth, wallAtZero);
    Consumer<Movement> told = log == null ? movement -> {} : log;
    Shop shop = new Shop(site, seed, told);
    Path socket = control == null ? SimulatorControl.defaultSocket(site.site()) : control;
    Stage stage = new Stage(site, shop, () -> System.nanoTime() - zero);
    stage.open(site.buses());
    ControlServer server = ControlServer.open(socket, stage);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> strike(stage, server), "strike"));
    if (shopper != null) {
      Shopper.enter(stage, seed, shopper);
    }
    System.out.println(
        "playing " + site.devices().size() + " devices on " + site.buses().size()
            + " buses; instructions: shelfkeeper-sim do take --bay "
            + site.bays().getFirst().id() + "; socket " + socket);
    if (untilStdinCloses) {
      while (System.in.read() >= 0) {
        // What a parent says does not matter, only that it still lives.
      }
    } else {
      Thread.currentThread().join();
    }
  }

  private static void strike(Stage stage, ControlServer server) {
    stage.close();
    try {
      server.close();
    } catch (IOException e) {
      // The socket's file stays behind; the next simulator replaces it.
    }
  }
}
