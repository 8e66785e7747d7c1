package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.step.StaffRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a price tag shows, or showed. */
@Command(
    name = "tag",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a price tag shows, what it shall show, and how it is; with --at what was on it at",
      "that time. Kept are the last eight labels that each tag confirmed."
    })
final class TagCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @Option(names = "--id", paramLabel = "TAG", required = true, description = "name of the tag")
  private String id = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      defaultValue = "",
      description = "by the clock of the shop, such as 2026-11-29T14:03")
  private String at = "";

  @Override
  public Integer call() throws IOException {
    return agent.tell(new StaffRequest.AskTag(id, at)).tell(spec.commandLine());
  }
}
