package io.shelfkeeper.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class AirVerdictTest {
  private static Ledger.Taken told(String probe, double min, double max, long atMillis) {
    ObjectMapper json = new ObjectMapper();
    return new Ledger.Taken(
        atMillis,
        json.createObjectNode()
            .set(
                "data",
                json.createObjectNode().put("device", probe).put("min", min).put("max", max)));
  }

  private static AirVerdict verdict(Ledger.Taken... told) {
    return AirVerdict.of("air", 4.5, 1_000, List.of(told));
  }

  @Test
  void whatWasToldSinceIsKnown() {
    assertEquals("temperature=4.5", verdict(told("air", 4.5, 4.5, 2_000)).line());
    assertEquals(List.of(), verdict(told("air", 4.5, 9.5, 2_000)).differences());
    assertEquals(List.of(), verdict(told("air", 1.25, 4.5, 2_000)).differences());
  }

  @Test
  void whatWasToldBeforeOrOfAnotherOrWronglyIsNot() {
    assertFalse(verdict().good());
    assertFalse(verdict(told("air", 4.5, 4.5, 900)).good());
    assertFalse(verdict(told("water", 4.5, 4.5, 2_000)).good());
    assertFalse(verdict(told("air", 4, 5, 2_000)).good());
  }
}
