package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.config.SiteFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the service manager runs when the agent has ended, however it did. */
@Command(
    name = "pins-off",
    mixinStandardHelpOptions = true,
    description = {
      "Makes every output of the machine's own pins inactive, without a journal.",
      "The unit runs it when the agent has ended, however it did: a coil stays on otherwise on a",
      "machine that keeps its outputs. While the agent runs, its lines cannot be had."
    })
final class PinsOffCommand implements Callable<Integer> {
  private final OutputSwitch outputs;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--config", paramLabel = "FILE", required = true, description = "the site file")
  private Path config = Path.of("");

  PinsOffCommand(OutputSwitch outputs) {
    this.outputs = outputs;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return switch (SiteFiles.read(config)) {
      case SiteFiles.Accepted accepted -> off(accepted, out);
      case SiteFiles.Refused refused -> CheckCommand.tell(config, refused.problems(), out);
    };
  }

  private int off(SiteFiles.Accepted accepted, PrintWriter out) {
    List<String> left = outputs.off(accepted.site());
    left.forEach(out::println);
    out.println(left.isEmpty() ? "All outputs are off" : "All others are off");
    return left.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
