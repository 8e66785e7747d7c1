package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.config.SiteFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Captures live cells into what {@code replay} reads. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = {
      "Records all cells from their wires: DIR/setup.json and DIR/stream.jsonl.gz, for \"replay\".",
      "Only reads scales. Stop the agent before: a port has one user."
    })
final class RecordCommand implements Callable<Integer> {
  private static final long YEAR_SECONDS = 365L * 24 * 3600;

  private final Recorder recorder;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--config", paramLabel = "FILE", required = true, description = "the site file")
  private Path config = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "where the recording goes; made if it is not there")
  private Path folder = Path.of("");

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "ends by itself after this time; else with Ctrl-C")
  private long seconds = YEAR_SECONDS;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "data folder of the stopped agent: calibrations, counts and learned weights begin the",
        "recording as they are; without it the site file's counts do, and cells as devices show them"
      })
  private @Nullable Path data;

  RecordCommand(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    return switch (SiteFiles.read(config)) {
      case SiteFiles.Accepted accepted ->
          recorder.record(accepted.site(), folder, seconds, data, out);
      case SiteFiles.Refused refused -> CheckCommand.tell(config, refused.problems(), out);
    };
  }
}
