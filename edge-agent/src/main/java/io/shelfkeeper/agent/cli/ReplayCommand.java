package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.replay.Drawing;
import io.shelfkeeper.agent.replay.Replay;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
  private static final double FOR_EVER_SECONDS = 1e9;

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

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "also draws it: a PNG of the cells, what was concluded, and how sure it is")
  private @Nullable Path plot;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = {
        "drawn as well: what really happened,",
        "JSON {\"events\":[{\"t_start_ms\",\"t_end_ms\",\"shelf\",\"items\":[{\"sku\",\"qty\"}]}]}"
      })
  private @Nullable Path truth;

  @Option(names = "--from", paramLabel = "SECONDS", description = "the picture begins here")
  private double from = 0;

  @Option(names = "--to", paramLabel = "SECONDS", description = "the picture ends here")
  private double to = FOR_EVER_SECONDS;

  ReplayCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    PrintStream lines =
        new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
    Drawing drawing = plot == null ? null : new Drawing(plot, truth, from, to);
    Replay.run(setup, stream, lines, drawing);
    lines.flush();
    return ExitCode.DONE;
  }
}
