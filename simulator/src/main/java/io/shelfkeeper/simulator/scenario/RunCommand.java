package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.Problem;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.simulator.tags.Tags;
import io.shelfkeeper.simulator.world.CellProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
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

  @Option(
      names = "--truth",
      description =
          "appends every physical movement here, as JSON lines; pulses, doors and lamps to FILE.doors")
  private @Nullable Path truth;

  @Option(
      names = "--control",
      description =
          "the socket for instructions (default: one for the site, in the temporary" + " folder)")
  private @Nullable Path control;

  @Option(
      names = "--glass",
      paramLabel = "FOLDER",
      description =
          "where the pictures of price tags are written (default: a folder for the site, in the"
              + " temporary folder)")
  private @Nullable Path glass;

  @Option(
      names = "--tag-minute",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "how long a minute takes for price tags and their radio nodes (default:"
              + " ${DEFAULT-VALUE})")
  private double tagMinute;

  @Option(
      names = "--shopper",
      paramLabel = "SECONDS",
      description = "lets a shopper in who acts this often on average")
  private @Nullable Double shopper;

  @Option(
      names = {"--parent", "--until-stdin-closes"},
      description = "ends when its input is closed or the program that started it is gone")
  private boolean untilParentIsGone;

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
    LongSupplier nanos = () -> System.nanoTime() - zero;
    Stage stage = stage(site, System.currentTimeMillis());
    Path socket = control == null ? SimulatorControl.defaultSocket(site.site()) : control;
    ControlServer server = ControlServer.open(socket, new Director(stage), nanos);
    PlayedShop shop = openedOrNothing(site, stage, nanos, server);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> strike(shop, server), "strike"));
    if (shopper != null) {
      enter(new Shopper(stage, seed, shopper), nanos);
    }
    System.out.println(
        "playing %d devices on %d buses; instructions: shelfkeeper-sim do take --bay %s; socket %s"
            .formatted(
                site.devices().size(),
                site.buses().size(),
                site.bays().isEmpty() ? "BAY" : site.bays().getFirst().id(),
                socket));
    if (untilParentIsGone) {
      ProcessHandle.current().parent().ifPresent(RunCommand::endWith);
      // What a parent says does not matter, only that it still lives.
      System.in.transferTo(OutputStream.nullOutputStream());
    } else {
      Thread.currentThread().join();
    }
  }

  private Stage stage(SiteFile site, long wallMillisAtZero) throws IOException {
    return new Stage(
        site,
        seed,
        CellProfile.BOARD_10,
        truth == null ? _ -> {} : new TruthLog(truth, wallMillisAtZero),
        truth == null ? _ -> {} : new DoorLog(DoorLog.beside(truth), wallMillisAtZero),
        (long) (tagMinute * 1e9),
        onGlass(site));
  }

  private Tags.OnGlass onGlass(SiteFile site) throws IOException {
    if (site.tags().isEmpty()) {
      return (_, _) -> {};
    }
    Path folder = glass == null ? GlassFolder.usual(site.site()) : glass;
    System.out.println("what price tags show is in " + folder);
    return GlassFolder.make(folder);
  }

  private static PlayedShop openedOrNothing(
      SiteFile site, Stage stage, LongSupplier nanos, ControlServer server) throws IOException {
    try {
      return PlayedShop.open(site, stage, nanos, System.out::println);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private static void endWith(ProcessHandle parent) {
    var _ = parent.onExit().thenRun(() -> System.exit(0));
  }

  private static void enter(Shopper shopper, LongSupplier nanos) {
    Runnable visit =
        () -> {
          while (true) {
            long next = shopper.act(nanos.getAsLong());
            long left;
            while ((left = next - nanos.getAsLong()) > 0) {
              LockSupport.parkNanos(left);
            }
          }
        };
    Thread.ofPlatform().name("shopper").daemon().start(visit);
  }

  private static void strike(PlayedShop shop, ControlServer server) {
    shop.close();
    try {
      server.close();
    } catch (IOException e) {
      // The socket's file stays behind; the next simulator replaces it.
      return;
    }
  }
}
