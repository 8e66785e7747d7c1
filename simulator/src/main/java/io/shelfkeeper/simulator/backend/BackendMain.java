package io.shelfkeeper.simulator.backend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A small backend that does what a backend must: it acknowledges what is on its disk, keeps the
 * stock of shops from MQTT alone, and orders doors to be opened. For the demo, for tests, and to
 * read before writing another.
 */
@Command(
    name = "backend",
    description = {
      "Keeps the stock of shops from MQTT alone. Type a line to open a door:",
      "  order --lock ID   orders its release",
      "  forge --lock ID   the same, signed with a key that nobody named",
      "  late  --lock ID   the same, for a challenge that is no longer good",
      "  again [ORDER]     sends the bytes of an order again",
      "  prices [--from 2026-12-24T00:00] SKU=149 SKU=99:129 ...",
      "                    sends a list of prices in cents, 129 being the price before",
      "  planogram FILE [--apply restock]",
      "                    sends what belongs in which bay, {\"products\": [...], \"bays\": [...]}",
      "--device SITE/DEVICE says of which device, if there are several."
    },
    mixinStandardHelpOptions = true)
public final class BackendMain implements Callable<Integer> {
  @Option(
      names = "--broker",
      required = true,
      description = "mqtt://host:port of the broker, without TLS")
  private String broker = "";

  @Option(names = "--ledger", required = true, description = "the file of everything taken")
  private Path ledger = Path.of("");

  @Option(
      names = "--keys",
      description = {
        "the folder of its keys; missing ones are made there. Copy its root.pub beside the site",
        "file of a device that is to obey. Without it the keys die with this process."
      })
  private @Nullable Path keys;

  @Option(names = "--say", description = "tell what happens, a line each")
  private boolean say;

  @Option(names = "--until-stdin-closes", hidden = true)
  private boolean untilStdinCloses;

  private BackendMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BackendMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!broker.startsWith("mqtt://")) {
      System.err.println("--broker is mqtt://host:port, not " + broker);
      return 2;
    }
    Keyring keyring = keys == null ? Keyring.fresh() : Keyring.in(keys);
    Consumer<String> told = say ? System.out::println : line -> {};
    Path orders = ledger.resolveSibling(ledger.getFileName() + ".orders");
    try (Clerk clerk = new Clerk(orders, keyring, System::currentTimeMillis, System.out::println);
        Office office = new Office(ledger, clerk, System::currentTimeMillis, told)) {
      Desk desk = new Desk("tcp://" + broker.substring("mqtt://".length()), office, clerk);
      Thread.ofPlatform().name("words").daemon().start(() -> listen(desk));
      desk.serve();
    }
    return 0;
  }

  /** Takes orders from its standard input, a line each, and ends with it if it was told so. */
  private void listen(Desk desk) {
    try (BufferedReader words =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = words.readLine(); line != null; line = words.readLine()) {
        if (!line.isBlank()) {
          desk.instruct(line);
        }
      }
    } catch (IOException e) {
      System.err.println("nothing can be heard any more: " + e.getMessage());
    }
    if (untilStdinCloses) {
      Runtime.getRuntime().halt(0);
    }
  }
}
