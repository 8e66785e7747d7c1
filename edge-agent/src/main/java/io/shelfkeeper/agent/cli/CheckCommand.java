package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.config.BoardPace;
import io.shelfkeeper.agent.config.Problem;
import io.shelfkeeper.agent.config.RootKey;
import io.shelfkeeper.agent.config.Setups;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.config.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells every problem of a site file, without touching anything. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks a site file: every problem with its line, and what to write instead.")
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--config", paramLabel = "FILE", required = true, description = "the site file")
  private Path config = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    return switch (SiteFiles.read(config)) {
      case SiteFiles.Accepted accepted -> {
        yield good(accepted.site(), out);
      }
      case SiteFiles.Refused refused -> tell(config, refused.problems(), out);
    };
  }

  /** A good file may still lie beside a root key that must not be used. */
  private int good(SiteFile site, PrintWriter out) throws IOException {
    Optional<SiteLabels> labels = SiteLabels.of(site);
    List<String> wrong = labels.isEmpty() ? List.of() : labels.get().problems();
    if (!wrong.isEmpty()) {
      wrong.forEach(out::println);
      out.println(count(wrong.size()));
      return ExitCode.WRONG;
    }
    out.println(config + " is good.");
    Summary.lines(site).forEach(line -> out.println("  " + line));
    ForecastText.warnings(Setups.of(site).stock()).forEach(line -> out.println("  " + line));
    BoardPace.warnings(site).forEach(warning -> out.println("  warning: " + warning));
    if (site.locks().all().isEmpty()) {
      return ExitCode.DONE;
    }
    RootKey.Verdict root = RootKey.beside(config);
    out.println("  " + RootKey.line(root));
    return root instanceof RootKey.Unusable ? ExitCode.WRONG : ExitCode.DONE;
  }

  /** Says what is wrong, and how much. */
  static int tell(Path config, List<Problem> problems, PrintWriter out) {
    problems.forEach(problem -> out.println(problem.text(config.toString())));
    out.println(count(problems.size()));
    return ExitCode.WRONG;
  }

  private static String count(int problems) {
    return problems == 1 ? "1 problem." : problems + " problems.";
  }
}
