package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.step.StaffRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person has counted a bay. */
@Command(
    name = "count",
    mixinStandardHelpOptions = true,
    description = {
      "Tells the running agent how many packages somebody has counted in a bay.",
      "The difference becomes a movement with the reason \"counted\", also if it is none."
    })
final class CountCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @Option(names = "--bay", paramLabel = "ID", required = true, description = "the bay")
  private String bay = "";

  @Option(
      names = "--sku",
      paramLabel = "SKU",
      description = "the product, where several are planned in that bay")
  private String sku = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      required = true,
      description = "packages that are there now")
  private int count;

  @Override
  public Integer call() throws IOException {
    return agent
        .tellPatiently(new StaffRequest.CountGoods(bay, sku, count))
        .tell(spec.commandLine());
  }
}
