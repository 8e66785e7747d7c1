package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.step.StaffRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Somebody looks for a bay. */
@Command(
    name = "light",
    mixinStandardHelpOptions = true,
    description = {
      "Switches the light at a bay or compartment on for a while, so that somebody finds it.",
      "Bays of a delivery that is put up (\"restock\") blink by themselves."
    })
final class LightCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @Option(
      names = "--bay",
      paramLabel = "ID",
      required = true,
      description = "the bay or compartment")
  private String bay = "";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "1 to 3600, ${DEFAULT-VALUE} if left out")
  private int seconds;

  @Override
  public Integer call() throws IOException {
    return agent.tell(new StaffRequest.LightBay(bay, seconds)).tell(spec.commandLine());
  }
}
