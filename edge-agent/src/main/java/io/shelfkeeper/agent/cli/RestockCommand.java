package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.step.StaffRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A delivery is put up. */
@Command(
    name = "restock",
    mixinStandardHelpOptions = true,
    description = {
      "Compares a delivery with what the shelves saw: --begin, put the goods up, --end.",
      "The shelves count what arrives by themselves; this only tells what is missing or too much."
    })
final class RestockCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @ArgGroup(multiplicity = "1")
  private When when = new When();

  @Option(
      names = "--expect",
      paramLabel = "BAY[/SKU]=N",
      split = ",",
      description = "packages that should come, with --begin; may be given several times")
  private Map<String, Integer> expected = new LinkedHashMap<>();

  private static final class When {
    @Option(names = "--begin", required = true, description = "before the first package")
    private boolean begin;

    @Option(names = "--end", required = true, description = "after the last one")
    private boolean end;
  }

  @Override
  public Integer call() throws IOException {
    return agent
        .tell(when.begin ? begin() : new StaffRequest.EndRestock())
        .tell(spec.commandLine());
  }

  private StaffRequest begin() {
    List<StaffRequest.Expected> list = new ArrayList<>();
    expected.forEach(
        (place, count) -> {
          int slash = place.indexOf('/');
          String bay = slash < 0 ? place : place.substring(0, slash);
          String sku = slash < 0 ? "" : place.substring(slash + 1);
          list.add(new StaffRequest.Expected(bay, sku, count));
        });
    return new StaffRequest.BeginRestock(list);
  }
}
