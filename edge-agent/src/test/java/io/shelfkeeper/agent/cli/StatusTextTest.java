package io.shelfkeeper.agent.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {
  @Test
  void signalsSayWhatTheyShow() throws JsonProcessingException {
    String json =
        """
        {"signals": [
          {"signal": "lamp-1", "kind": "lamp", "tells": "door/D1", "shows": "fast_blink", "works": true},
          {"signal": "light-1", "kind": "light", "tells": "bay/A1", "shows": "off", "works": false}]}
        """;
    List<String> lines = StatusText.lines(new ObjectMapper().readTree(json));
    assertTrue(lines.contains("lamp-1     fast blink: lamp of door/D1"), lines::toString);
    assertTrue(
        lines.contains(
            "light-1    off: light of bay/A1; whether it does is not known, see the faults"),
        lines::toString);
    assertFalse(StatusText.lines(new ObjectMapper().readTree("{}")).contains("signal     shows"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          planned | 20,000 tags change at 2025-11-24T16:00:00Z; 99 in 100 by 2025-11-24T16:30:00Z, the last by 2025-11-24T16:50:00Z
          running | 18,400 of 20,000 confirmed; 99 in 100 by 2025-11-24T16:30:00Z, the last by 2025-11-24T16:50:00Z
          ended   | ended, 18,400 of 20,000 confirmed
          """)
  void aCampaignIsOneLine(String phase, String line) throws JsonProcessingException {
    String json =
        """
        {"campaign": {"version": 12, "phase": "%s", "confirmed": 18400, "of": 20000,
         "from_wall_millis": 1764000000000, "most_wall_millis": 1764001800000,
         "last_wall_millis": 1764003000000}}
        """
            .formatted(phase);
    List<String> lines = StatusText.lines(new ObjectMapper().readTree(json));
    assertTrue(lines.contains("campaign of price list 12: " + line), () -> lines.toString());
  }
}
