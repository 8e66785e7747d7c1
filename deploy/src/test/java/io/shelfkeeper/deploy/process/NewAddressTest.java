package io.shelfkeeper.deploy.process;

import io.shelfkeeper.deploy.demo.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The name of the broker is unknown for a while, and later stands for another address. The agent
 * asks for the name again and does not stay with what it once heard.
 */
@Tag("process")
@Tag("deep")
class NewAddressTest {
  private static final String NAME = "broker.shop";
  private static final String NEW = "127.0.0.2";

  @TempDir private Path folder;

  private final AtomicInteger newest = new AtomicInteger();

  private void name(String line) throws IOException {
    Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n" + line + "\n");
  }

  @Test
  void aBrokerIsFoundAtTheNewAddressOfItsName() throws IOException, MqttException {
    try (IntakeShop shop = new IntakeShop(folder)) {
      shop.brokerIsAt(NAME, shop.brokerPort());
      name("# nobody knows it");
      // The file takes the place of the name servers, for this process alone.
      String hosts = "-Djdk.net.hosts.file=" + folder.resolve("hosts");
      Child agent = shop.startAgent(Map.of("JAVA_TOOL_OPTIONS", hosts));
      shop.fill("fact", 1, 10, upTo -> {});
      Wait.until("it says what is wrong", () -> agent.hasSaid("its name is not known"));

      Child old = shop.startBroker();
      shop.listen("fact", newest::set);
      name(IntakeShop.HERE + " " + NAME);
      Wait.until("all come by the first address", () -> newest.get() == 10);

      old.close();
      shop.fill("fact", 11, 10, upTo -> {});
      shop.startBroker(NEW);
      // Before it is found: what goes to nobody is taken by a broker all the same.
      shop.listen(NEW, "fact", newest::set);
      name(NEW + " " + NAME);
      Wait.until("all come by the new address", () -> newest.get() == 20);
    }
  }
}
