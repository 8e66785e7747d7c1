package io.shelfkeeper.simulator.scenario;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The technician's command line. */
@Command(
    name = "shelfkeeper-sim",
    description = "Plays a shop: the far ends of the wires of a site file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Commands.Version.class,
    subcommands = {RunCommand.class, ListCommand.class})
public final class Commands {
  private Commands() {}

  /**
   * Carries a command line out.
   *
   * @return 0 if done, 1 if it failed, 2 if the command line or the site file is wrong
   */
  public static int run(String... arguments) {
    CommandLine line = new CommandLine(new Commands());
    CommandLine instruct = new CommandLine(new DoCommand());
    instruct.getCommandSpec().usageMessage().footer(DoCommand.kinds());
    line.addSubcommand(instruct);
    line.setUsageHelpAutoWidth(true);
    // "do take --bay A3": everything behind the first word belongs to the instruction.
    line.setStopAtPositional(true);
    line.setParameterExceptionHandler(
        (e, words) -> {
          String command = e.getCommandLine().getCommandSpec().qualifiedName();
          System.err.println(e.getMessage() + ". Try " + command + " --help.");
          return 2;
        });
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          System.err.println(e.getMessage());
          return 1;
        });
    return line.execute(arguments);
  }

  /** The version that the build wrote into the archive. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {"shelfkeeper-sim " + (version == null ? "from sources" : version)};
    }
  }
}
