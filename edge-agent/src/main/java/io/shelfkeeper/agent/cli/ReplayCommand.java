package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.replay.Replay;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the stock engine alone over a recording, as fast as it can. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Replays a recording of cells through the stock engine alone.",
      "Prints what it concludes, one JSON object a line."
    })
final class ReplayCommand implements Callable<Integer> {
  private final PrintStream out;

  @Option(
      names = "--setup",
      paramLabel = "FILE",
      required = true,
      description = "JSON: rate, cells, products, planogram, stock at the start")
  private Path setup = Path.of("");

  @Option(
      names = "--stream",
      paramLabel = "FILE",
      required = true,
      description = "JSON lines {\"t_ms\",\"cell\",\"raw_grams\"} in time order; .gz is unpacked")
  private Path stream = Path.of("");

  ReplayCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    PrintStream lines =
        new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
    Replay.run(setup, stream, lines);
    lines.flush();
    return ExitCode.DONE;
  }
}
