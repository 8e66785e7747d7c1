package io.shelfkeeper.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.local.StatusQuestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running agent how it is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Asks the running agent: bays and counts, what waits for the backend, faults.")
final class StatusCommand implements Callable<Integer> {
  private static final long WAIT_MILLIS = 5_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "the agent's data folder; only its own user may ask")
  private Path data = Path.of("");

  @Option(names = "--json", description = "one line of JSON instead of text")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String answer;
    try {
      answer = StatusQuestion.ask(data, WAIT_MILLIS);
    } catch (IOException e) {
      throw new NotRunning(e);
    }
    JsonNode status = new ObjectMapper().readTree(answer);
    if (status.has("error")) {
      throw new IOException("the agent could not answer: " + status.path("error").asText());
    }
    if (json) {
      out.println(answer);
    } else {
      StatusText.lines(status).forEach(out::println);
    }
    return ExitCode.DONE;
  }
}
