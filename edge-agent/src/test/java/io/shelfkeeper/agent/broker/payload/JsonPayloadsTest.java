package io.shelfkeeper.agent.broker.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Reason;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JsonPayloadsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void anEventCarriesItsPlaceItsTimeAndItsData() throws IOException {
    JsonNode event = event(Samples.facts().getFirst());
    assertEquals("1.0", event.get("specversion").textValue());
    assertEquals("/sk/demo-shop/keeper-1", event.get("source").textValue());
    assertEquals("io.shelfkeeper.stock.moved.v1", event.get("type").textValue());
    assertEquals("shelf/A1", event.get("subject").textValue());
    assertEquals("2026-11-02T09:15:30.250Z", event.get("time").textValue());
    assertEquals("00000000000000001234", event.get("sequence").textValue());
    assertEquals("fact", event.get("lane").textValue());
    assertEquals("trusted", event.get("clock").textValue());
    assertEquals("86412345", event.get("monotonic").textValue());
    assertEquals(7, event.get("boot").intValue());
    assertEquals(-2, event.at("/data/items/0/delta").intValue());
    assertEquals("taken", event.at("/data/reason").textValue());
  }

  @Test
  void aGtinHasFourteenDigitsAndIsLeftOutWhereThereIsNone() throws IOException {
    assertEquals(
        "09506000134406", event(Samples.facts().getFirst()).at("/data/items/0/gtin").textValue());
    assertFalse(event(new Fact.StockOut("A1", "ice")).get("data").has("gtin"));
  }

  @Test
  void aProbabilityIsNeverRoundedUpToCertainty() throws IOException {
    assertEquals(0.9999, event(Samples.facts().getFirst()).at("/data/confidence").doubleValue(), 0);
    assertEquals(
        1, event(new Fact.WeightUnexplained("A1", 5, 1)).at("/data/confidence").intValue());
  }

  @Test
  void whatIsNoNumberIsNull() throws IOException {
    JsonNode event = event(new Fact.BayMeasured("A1", Double.NaN, Double.NaN, List.of()));
    assertTrue(event.at("/data/grams").isNull());
  }

  @Test
  void quotesAndControlCharactersCannotBreakOut() throws IOException {
    Fact fact = new Fact.OrderRefused("\"},\u0000\n\u2028ü", "unsupported", "a\"b\\c");
    JsonNode event = event(fact);
    assertEquals("order/\"},\u0000\n\u2028ü", event.get("subject").textValue());
    assertEquals("a\"b\\c", event.at("/data/change").textValue());
  }

  @Test
  void everyClockOfAnyYearGivesATime() throws IOException {
    for (long wall : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      Moment at = new Moment(wall, 5, ClockTrust.UNKNOWN);
      OutboxRow row =
          new OutboxRow("i", Lane.ALARM, Long.MAX_VALUE, "e", 1, at, "t", "", new byte[] {'1'});
      JsonNode event = MAPPER.readTree(Samples.PAYLOADS.event(row));
      assertTrue(event.get("time").textValue().matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"));
      assertEquals("09223372036854775807", event.get("sequence").textValue());
      assertEquals("unknown", event.get("clock").textValue());
      assertFalse(event.has("subject"));
    }
  }

  @Test
  void aReadingThatStandsAloneIsNotSaidTwice() throws IOException {
    Fact fact =
        new Fact.StockMoved(
            "A1",
            List.of(new Item("A1", "ice", 1)),
            Reason.PUT_BACK,
            1,
            9,
            List.of(),
            List.of(),
            null);
    JsonNode data = event(fact).get("data");
    assertFalse(data.has("others"));
    assertFalse(data.has("corrects"));
  }

  @Test
  void theBirthNamesTheConnectionThatTheWillEnds() throws IOException {
    JsonNode birth = MAPPER.readTree(Samples.PAYLOADS.birth(Samples.birth()));
    JsonNode gone = MAPPER.readTree(Samples.PAYLOADS.gone(3));
    assertEquals(birth.at("/data/connection"), gone.at("/data/connection"));
    assertNotEquals(birth.get("id"), gone.get("id"));
    assertEquals("25.0.3", birth.at("/data/versions/java").textValue());
    assertEquals("rs485-transmitter", birth.at("/data/devices/0/model").textValue());
  }

  @Test
  void aStateSaysUpToWhereMovementsAreInIt() throws IOException {
    JsonNode state = MAPPER.readTree(Samples.PAYLOADS.state(Samples.state()));
    assertEquals(1234, state.at("/data/as_of/fact").intValue());
    assertEquals(0, state.at("/data/as_of/telemetry").intValue());
    assertTrue(state.at("/data/bays/1/grams").isNull());
    assertFalse(state.at("/data/bays/1/known").booleanValue());
  }

  @Test
  void everyFactHasATypeOfItsOwn() {
    Set<Class<?>> sampled =
        Samples.facts().stream().map(Fact::getClass).collect(Collectors.toSet());
    assertEquals(Set.of(Fact.class.getPermittedSubclasses()), sampled);
    Set<EventType> types = Samples.facts().stream().map(EventType::of).collect(Collectors.toSet());
    assertEquals(sampled.size(), types.size());
  }

  @Test
  void aMovementOfOneProductStaysSmallInTheJournal() {
    Fact fact =
        new Fact.StockMoved(
            "A1",
            List.of(new Item("A1", "water-500", -2)),
            Reason.TAKEN,
            0.98,
            -1046,
            List.of(),
            List.of(),
            null);
    byte[] data = Samples.PAYLOADS.write(fact).data();
    assertTrue(data.length <= 200, new String(data, StandardCharsets.UTF_8));
  }

  private static JsonNode event(Fact fact) throws IOException {
    return MAPPER.readTree(Samples.PAYLOADS.event(Samples.row(fact)));
  }
}
