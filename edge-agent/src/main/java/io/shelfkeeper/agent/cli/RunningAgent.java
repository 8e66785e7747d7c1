package io.shelfkeeper.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.local.Pause;
import io.shelfkeeper.agent.local.StaffLine;
import io.shelfkeeper.agent.local.StatusQuestion;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The agent that runs on a data folder: how it is, and what a person has to tell it. */
final class RunningAgent {
  private static final long WAIT_MILLIS = 5_000;

  private static final int TRIES = 60;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "the agent's data folder; only its own user may ask or tell anything")
  private Path data = Path.of("");

  /**
   * @param outcome {@code done}, {@code wait} or {@code refused}
   * @param text a sentence for a person
   */
  record Reply(String outcome, String text) {
    boolean isDone() {
      return outcome.equals("done");
    }

    /** Prints the sentence where it belongs, and says how the command ends. */
    int tell(CommandLine command) {
      (isDone() ? command.getOut() : command.getErr()).println(text);
      return isDone() ? ExitCode.DONE : ExitCode.WRONG;
    }
  }

  /** How it is. */
  JsonNode status() throws IOException {
    return ask(StatusQuestion.STATUS);
  }

  /** Tells it again while the agent says that it is too early, for half a minute. */
  Reply tellPatiently(StaffRequest request) throws IOException {
    Reply reply = tell(request);
    for (int i = 0; i < TRIES && reply.outcome().equals("wait"); i++) {
      Pause.take();
      reply = tell(request);
    }
    return reply;
  }

  Reply tell(StaffRequest request) throws IOException {
    JsonNode answer = ask(StaffLine.of(request));
    return new Reply(answer.path("outcome").asText(), answer.path("text").asText());
  }

  /**
   * @throws NotRunning if no agent answers
   * @throws IOException if it cannot answer now
   */
  private JsonNode ask(String request) throws IOException {
    String line;
    try {
      line = StatusQuestion.ask(data, request, WAIT_MILLIS);
    } catch (IOException e) {
      throw new NotRunning(e);
    }
    JsonNode answer = new ObjectMapper().readTree(line);
    if (answer.has("error")) {
      throw new IOException(
          "the agent could not answer: "
              + answer.path("error").asText()
              + ". Try again; if it stays so, look whether it is of another release.");
    }
    return answer;
  }
}
