package io.shelfkeeper.agent.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Speaks about {@code run}, and refuses what {@code run} could not read: the agent itself starts
 * before this library is loaded.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs the agent until it is told to stop (TERM or Ctrl-C).")
final class RunCommand implements Runnable {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "the site file; \"check\" says whether it is good")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "folder of the journal and the status socket, made if it is not there")
  private @Nullable Path data;

  @Option(
      names = "--until-stdin-closes",
      hidden = true,
      description = "stops when standard input ends: for demos, whose children must not stay")
  private boolean untilStdinCloses;

  @Override
  public void run() {
    throw new IllegalStateException(
        "run config=%s data=%s until_stdin_closes=%s is not for this library"
            .formatted(config, data, untilStdinCloses));
  }
}
