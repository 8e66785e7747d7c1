package io.shelfkeeper.agent;

import io.shelfkeeper.agent.cli.Cli;
import io.shelfkeeper.agent.cli.ExitCode;
import io.shelfkeeper.agent.config.Problem;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent begins. {@code run} starts without the command-line library: it costs a third of a
 * second of processor time on each start, and a shop waits for it.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    RunArguments run = RunArguments.of(arguments);
    int code =
        run == null
            ? Cli.run(Build.own().version(), System.out, System.err, arguments)
            : run(run);
    // Halts: what the MQTT library left behind must not keep a stopped agent alive.
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }

  private static int run(RunArguments run) throws InterruptedException {
    SiteFile site = read(run.config());
    if (site == null) {
      return ExitCode.WRONG;
    }
    Path folder = run.config().toAbsolutePath().getParent();
    Running running =
        new Running(
            site, folder == null ? run.config() : folder, run.data(), Build.own());
    Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "stop"));
    if (run.untilStdinCloses()) {
      Thread.ofPlatform().name("parent").daemon().start(() -> endWithParent(running));
    }
    try {
      return running.live();
    } catch (JournalFailure e) {
      System.err.println(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static @Nullable SiteFile read(Path config) {
    return switch (SiteFiles.read(config)) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> {
        for (Problem problem : refused.problems()) {
          System.err.println(problem.text(config.toString()));
        }
        yield null;
      }
    };
  }

  private static void endWithParent(Running running) {
    try {
      while (System.in.read() >= 0) {
        // What a parent says does not matter, only that it still lives.
      }
    } catch (IOException e) {
      // A parent that cannot be heard is a parent that is gone.
    }
    running.stop();
  }
}
