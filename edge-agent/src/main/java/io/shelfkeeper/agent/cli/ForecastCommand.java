package io.shelfkeeper.agent.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.config.Setups;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.core.forecast.Forecast;
import io.shelfkeeper.agent.core.forecast.Swap;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.replay.Replay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells beforehand which goods will be taken for each other, and what would help. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    description = {
      "Tells how well each shelf will be understood, from the weights and places of its goods:",
      "which will be taken for each other, and which exchange of places would help."
    })
final class ForecastCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(multiplicity = "1")
  private From from = new From();

  @Option(
      names = "--noise",
      paramLabel = "GRAMS",
      description =
          "standard deviation of a cell's error of a change; ${DEFAULT-VALUE} if not given")
  private double noise = Forecast.NOISE_GRAMS;

  @Option(names = "--json", description = "one line of JSON instead of text")
  private boolean json;

  private static final class From {
    @Option(names = "--config", paramLabel = "FILE", required = true, description = "a site file")
    private @Nullable Path config;

    @Option(
        names = "--setup",
        paramLabel = "FILE",
        required = true,
        description = "the setup.json of a recording")
    private @Nullable Path setup;
  }

  @Override
  public Integer call() throws IOException {
    if (!(noise > 0 && noise < 1000)) {
      spec.commandLine().getErr().println("--noise must be above 0 and below 1000 grams.");
      return ExitCode.WRONG;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (from.setup != null) {
      return tell(Replay.setup(from.setup), out);
    }
    Path config = from.config == null ? Path.of("") : from.config;
    return switch (SiteFiles.read(config)) {
      case SiteFiles.Accepted accepted -> tell(Setups.of(accepted.site()).stock(), out);
      case SiteFiles.Refused refused -> CheckCommand.tell(config, refused.problems(), out);
    };
  }

  private int tell(StockSetup setup, PrintWriter out) {
    Forecast forecast = Forecast.of(setup, noise);
    List<Swap> swaps = forecast.swaps(setup, noise);
    if (json) {
      out.println(
          new ObjectMapper()
              .createObjectNode()
              .putPOJO("forecast", forecast)
              .putPOJO("swaps", swaps));
    } else {
      ForecastText.lines(forecast, swaps, setup).forEach(out::println);
    }
    return ExitCode.DONE;
  }
}
