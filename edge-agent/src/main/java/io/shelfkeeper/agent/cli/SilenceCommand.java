package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.step.StaffRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Somebody has heard the buzzers. */
@Command(
    name = "silence",
    mixinStandardHelpOptions = true,
    description = {
      "Silences the buzzers until the next alarm. Ends no alarm, and lamps go on blinking."
    })
final class SilenceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @Override
  public Integer call() throws IOException {
    return agent.tell(new StaffRequest.SilenceBuzzers()).tell(spec.commandLine());
  }
}
