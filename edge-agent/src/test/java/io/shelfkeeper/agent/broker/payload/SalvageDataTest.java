package io.shelfkeeper.agent.broker.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SalvageDataTest {
  private static final Moment AT = new Moment(1_000, 2_000, ClockTrust.TRUSTED);

  private final JsonPayloads payloads =
      new JsonPayloads(
          new Identity("shop-1", "dev-1", "1", "25", "life"), Inventory.EMPTY, Map.of(), () -> "");

  private String salvaged(String type, String data) {
    OutboxRow row =
        new OutboxRow(
            "0".repeat(32), Lane.FACT, 7, "a".repeat(32), 1, AT, type, "", data.getBytes(UTF_8));
    return new String(payloads.write(new Fact.Salvaged(row)).data(), UTF_8);
  }

  @Test
  void whatWasSalvagedBeforeIsPassedOnAsItWas() {
    String once =
        salvaged("io.shelfkeeper.stock.moved.v1", "{\"items\":[{\"delta\":-1}],\"n\":1.5}");
    assertTrue(once.contains("\"type\":\"io.shelfkeeper.stock.moved.v1\""), once);
    assertEquals(once, salvaged(EventType.JOURNAL_SALVAGED.word(), once));
  }

  @Test
  void bytesThatAreNoJsonStayOutside() {
    String broken = salvaged(EventType.JOURNAL_SALVAGED.word(), "{\"items\":");
    assertFalse(broken.contains("\"data\""), broken);
  }
}
