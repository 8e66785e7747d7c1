package io.shelfkeeper.agent.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.doctor.Doctor;
import io.shelfkeeper.agent.doctor.WiringRow;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the wires with the site file. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at every wire: opens each bus, asks each address, compares with the site file.",
      "Only reads. Stop the agent before: a port has one user."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int ADDRESS_MAX = 32;
  private static final int ADDRESS_MAX_ALL = 247;

  private final Doctor doctor;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--config", paramLabel = "FILE", required = true, description = "the site file")
  private Path config = Path.of("");

  @Option(names = "--json", description = "JSON instead of a table")
  private boolean json;

  @Option(
      names = "--all",
      description = "looks for strangers at all 247 addresses, not only at the first 32")
  private boolean all;

  @Option(
      names = "--open",
      paramLabel = "DOORS",
      split = ",",
      description = {
        "the doors that stand open now, or none; case is the case of this device. All others are"
            + " shut, and every contact is compared with that."
      })
  private @Nullable List<String> open;

  DoctorCommand(Doctor doctor) {
    this.doctor = doctor;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return switch (SiteFiles.read(config)) {
      case SiteFiles.Accepted accepted -> look(accepted.site(), out);
      case SiteFiles.Refused refused -> CheckCommand.tell(config, refused.problems(), out);
    };
  }

  private int look(SiteFile site, PrintWriter out) {
    List<WiringRow> rows = doctor.look(site, all ? ADDRESS_MAX_ALL : ADDRESS_MAX, openDoors(site));
    boolean good = rows.stream().allMatch(WiringRow::isGood);
    if (json) {
      out.println(json(rows, good));
    } else {
      WiringTable.lines(rows).forEach(out::println);
      if (!site.locks().all().isEmpty()) {
        out.println(
            "No lock was moved: whether each output moves its own lock is step 4 of \"Locks\" in the"
                + " runbook.");
      }
    }
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** The doors that stand open; null if nobody said how doors stand. */
  private @Nullable Set<String> openDoors(SiteFile site) {
    if (open == null) {
      return null;
    }
    Set<String> doors = new TreeSet<>(Set.of(Doctor.CASE));
    site.fixtures().forEach(all -> all.doors().forEach(door -> doors.add(door.id())));
    Set<String> named = new TreeSet<>(open);
    if (named.equals(Set.of("none"))) {
      return Set.of();
    }
    for (String door : named) {
      if (!doors.contains(door)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "No door " + door + ". Name none, or of these: " + doors);
      }
    }
    return named;
  }

  private static String json(List<WiringRow> rows, boolean good) {
    ObjectNode root = new ObjectMapper().createObjectNode().put("good", good);
    ArrayNode array = root.putArray("rows");
    for (WiringRow row : rows) {
      array
          .addObject()
          .put("bus", row.bus())
          .put("port", row.port())
          .put("address", row.address())
          .put("device", row.device())
          .put("cell", row.cell())
          .put("found", row.found())
          .put("verdict", row.verdict().word())
          .put("advice", row.advice());
    }
    return root.toString();
  }
}
