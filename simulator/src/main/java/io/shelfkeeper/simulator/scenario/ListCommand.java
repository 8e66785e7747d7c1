package io.shelfkeeper.simulator.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what is physically true in a running simulator. */
@Command(
    name = "list",
    description = "Shows what is physically true: goods in each bay, doors, lines, faults.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Option(names = "--control", description = "the simulator's socket, if several are running")
  private @Nullable Path control;

  @Override
  public Integer call() throws IOException {
    return DoCommand.tell(control, "list");
  }
}
