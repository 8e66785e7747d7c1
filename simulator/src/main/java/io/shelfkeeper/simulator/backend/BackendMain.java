package io.shelfkeeper.simulator.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A small backend that does what a backend must: it acknowledges what is on its disk and keeps the
 * stock of shops from MQTT alone. For the demo, for tests, and to read before writing another.
 */
@Command(
    name = "backend",
    description = "Keeps the stock of shops from MQTT alone.",
    mixinStandardHelpOptions = true)
public final class BackendMain implements Callable<Integer> {
  @Option(
      names = "--broker",
      required = true,
      description = "mqtt://host:port of the broker, without TLS")
  private String broker = "";

  @Option(names = "--ledger", required = true, description = "the file of everything taken")
  private Path ledger = Path.of("");

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
    if (untilStdinCloses) {
      Thread.ofPlatform().name("parent").daemon().start(BackendMain::endWithParent);
    }
    Consumer<String> told = say ? System.out::println : line -> {};
    try (Office office = new Office(ledger, System::currentTimeMillis, told)) {
      new Desk("tcp://" + broker.substring("mqtt://".length()), office).serve();
    }
    return 0;
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // What a parent says does not matter, only that it still lives.
      }
    } catch (IOException e) {
      // A parent that cannot be heard is a parent that is gone.
    }
    Runtime.getRuntime().halt(0);
  }
}
