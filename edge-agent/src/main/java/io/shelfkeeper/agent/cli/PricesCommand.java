package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.step.StaffRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which prices the running agent has. */
@Command(
    name = "prices",
    mixinStandardHelpOptions = true,
    description = {
      "Lists which price list is in force, which ones wait and for what, and what each product of",
      "this site costs now."
    })
final class PricesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @Override
  public Integer call() throws IOException {
    return agent.tell(new StaffRequest.ListPrices()).tell(spec.commandLine());
  }
}
