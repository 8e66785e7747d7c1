package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.audit.AuditWalk;
import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.ports.AuditReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What can be done with the audit log; it is only read. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "The log of orders, permits, movements, alarms and changes of configuration.")
final class AuditCommand implements Runnable {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern POINT = Pattern.compile("([1-9][0-9]{0,17})[: ]([0-9a-f]{64})");

  private final AuditReader reader;

  @Spec private CommandSpec spec = CommandSpec.create();

  AuditCommand(AuditReader reader) {
    this.reader = reader;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Walks the log, also while the agent runs, and names the first entry that is not as it was"
            + " written.",
        "Whoever could write the data folder could write all of the log anew, with another key:"
            + " give --key and --checkpoint as the backend has them."
      })
  int verify(
      @Option(
              names = "--data",
              paramLabel = "DIR",
              required = true,
              description = "the folder given to \"run\"")
          Path data,
      @Option(
              names = "--key",
              paramLabel = "FILE",
              description = "a file with the device's public key: 43 characters, as in status")
          @Nullable Path key,
      @Option(
              names = "--checkpoint",
              paramLabel = "ENTRIES:HASH",
              description = "a checkpoint as the backend has it")
          @Nullable String checkpoint)
      throws IOException {
    AuditWalk.Known known = new AuditWalk.Known(key(key), point(checkpoint));
    PrintWriter out = spec.commandLine().getOut();
    try {
      return tell(reader.verify(data, known), known, out);
    } catch (NoSuchFileException e) {
      throw wrong(
          "There is no journal in " + data + ". Give the folder that \"run --data\" was given.");
    }
  }

  private @Nullable String key(@Nullable Path file) throws IOException {
    if (file == null) {
      return null;
    }
    String key = Files.exists(file) && Files.size(file) < 100 ? Files.readString(file).strip() : "";
    if (!KEY.matcher(key).matches()) {
      throw wrong(
          file + " holds no public key: one line of 43 characters, as \"status\" shows it.");
    }
    return key;
  }

  private @Nullable AuditPoint point(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher point = POINT.matcher(text);
    if (!point.matches()) {
      throw wrong("--checkpoint is the number of entries, a colon and 64 digits of 0-9 a-f.");
    }
    return new AuditPoint(Long.parseLong(point.group(1)), point.group(2));
  }

  private CommandLine.ParameterException wrong(String text) {
    return new CommandLine.ParameterException(spec.commandLine(), text);
  }

  private static int tell(AuditWalk.Verdict verdict, AuditWalk.Known known, PrintWriter out) {
    AuditEntry first = verdict.first();
    AuditEntry last = verdict.last();
    if (first == null || last == null) {
      out.println("The audit log is empty.");
    } else {
      out.println(
          "%d entries, %d checkpoints".formatted(verdict.entries(), verdict.checkpoints().size()));
      out.println("  first  " + line(first));
      out.println("  last   " + line(last));
    }
    AuditWalk.Break found = verdict.found();
    if (found != null) {
      out.println("BROKEN at entry %d: %s".formatted(found.entry(), found.what()));
      out.println("  " + found.check());
      out.println("  What is before it is as it was written; what follows proves nothing.");
      return ExitCode.FAILED;
    }
    good(verdict, known, out);
    return ExitCode.DONE;
  }

  private static void good(AuditWalk.Verdict verdict, AuditWalk.Known known, PrintWriter out) {
    if (!verdict.checkpoints().isEmpty()) {
      Fact.AuditCheckpoint newest = verdict.checkpoints().getLast();
      out.println("  signed up to entry %d with key %s".formatted(newest.entries(), newest.key()));
    }
    out.println("No break was found.");
    if (known.key() == null || known.point() == null) {
      out.println(
          "The log was compared with itself%s. Compare with --key and --checkpoint of the backend."
              .formatted(known.key() == null ? " only" : " and the key"));
    }
  }

  private static String line(AuditEntry entry) {
    return "%d  %s  %s %s %s"
        .formatted(
            entry.number(),
            Instant.ofEpochMilli(entry.at().wallMillis()).truncatedTo(ChronoUnit.SECONDS),
            entry.kind(),
            entry.subject(),
            entry.detail());
  }
}
