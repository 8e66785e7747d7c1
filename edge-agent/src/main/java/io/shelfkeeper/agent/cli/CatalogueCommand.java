package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.step.StaffRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What goods weigh, by the site file and by what the shelves saw. */
@Command(
    name = "catalogue",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what packages of each product weigh: by the site file, and as learned by the running",
      "agent from single packages that were taken and could be nothing else. The mean is never",
      "learned further than 3 % away from the site file's."
    })
final class CatalogueCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @Option(
      names = "--forget",
      paramLabel = "SKU",
      description = "back to the site file's weight of this product; it is learned anew")
  private @Nullable String forget;

  @Override
  public Integer call() throws IOException {
    StaffRequest request =
        forget == null ? new StaffRequest.ListWeights() : new StaffRequest.ForgetWeight(forget);
    return agent.tell(request).tell(spec.commandLine());
  }
}
