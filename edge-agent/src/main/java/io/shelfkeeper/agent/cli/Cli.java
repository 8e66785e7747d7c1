package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.doctor.Doctor;
import io.shelfkeeper.agent.ports.AuditReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Everything that is asked on the command line but {@code run}, which starts without this library.
 */
@Command(
    name = "shelfkeeper",
    description = "The keeper of a shop without staff.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      StatusCommand.class,
      BufferCommand.class,
      ForecastCommand.class,
      CountCommand.class,
      CalibrateCommand.class,
      CatalogueCommand.class,
      LabelCommand.class,
      LightCommand.class,
      SilenceCommand.class,
      PricesCommand.class,
      TagCommand.class,
      RestockCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; run: ended because it was asked to",
      "1:failed; trying again may help",
      "2:the site file or the command line is wrong; trying again does not help",
      "3:no agent answers there",
      "70:run: something impossible was seen; start again",
      "74:run: the journal cannot be written"
    },
    footer = {"", "\"shelfkeeper COMMAND --help\" says more about a command."})
public final class Cli implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Cli() {}

  /**
   * Carries a command line out.
   *
   * @return one of {@link ExitCode}
   */
  public static int run(
      String version,
      Doctor doctor,
      AuditReader audit,
      Recorder recorder,
      OutputSwitch outputs,
      PrintStream out,
      PrintStream err,
      String... arguments) {
    CommandLine line = new CommandLine(new Cli());
    line.addSubcommand(new DoctorCommand(doctor));
    line.addSubcommand(new ReplayCommand(out));
    line.addSubcommand(new RecordCommand(recorder));
    line.addSubcommand(new AuditCommand(audit));
    line.addSubcommand(new PinsOffCommand(outputs));
    line.getCommandSpec().version("shelfkeeper " + version);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          err.println(
              e instanceof NoSuchFileException
                  ? "there is no file " + e.getMessage()
                  : e.getMessage());
          return e instanceof NotRunning ? ExitCode.NOT_RUNNING : ExitCode.FAILED;
        });
    return line.execute(arguments);
  }

  /** Without a command the help is the best answer. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
  }
}
