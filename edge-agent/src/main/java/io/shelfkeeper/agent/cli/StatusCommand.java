package io.shelfkeeper.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running agent how it is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Asks the running agent: bays and counts, what waits for the backend, faults.")
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @Option(names = "--json", description = "one line of JSON instead of text")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode status = agent.status();
    if (json) {
      out.println(status);
    } else {
      StatusText.lines(status).forEach(out::println);
    }
    return ExitCode.DONE;
  }
}
