package io.shelfkeeper.agent.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running agent what waits, how long there is room for it, and what the card bears. */
@Command(
    name = "buffer",
    mixinStandardHelpOptions = true,
    description =
        "What waits for the backend: how much, how old, how long there is room for it, and what"
            + " the storage medium has to bear.")
final class BufferCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @Option(names = "--json", description = "one line of JSON instead of text")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Buffer buffer = Buffer.of(agent.status());
    if (json) {
      out.println(buffer.json(JsonNodeFactory.instance.objectNode()));
    } else {
      buffer.lines().forEach(out::println);
    }
    return ExitCode.DONE;
  }
}
