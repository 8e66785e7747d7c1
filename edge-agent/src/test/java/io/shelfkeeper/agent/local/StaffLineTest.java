package io.shelfkeeper.agent.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.agent.core.step.StaffRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaffLineTest {

  @Test
  void everyRequestComesThroughAsItWasMeant() throws StaffLine.Unclear {
    List<StaffRequest> all =
        List.of(
            new StaffRequest.CountGoods("A3", "tea", 5),
            new StaffRequest.BeginRestock(
                List.of(
                    new StaffRequest.Expected("A3", "", 5),
                    new StaffRequest.Expected("A4", "tea", 6))),
            new StaffRequest.EndRestock(),
            new StaffRequest.HoldCell("c1"),
            new StaffRequest.MarkCell("c1"),
            new StaffRequest.ByReference("c1", 1000.5),
            new StaffRequest.ByTwoPoints("c1", 2000),
            new StaffRequest.ByCount("c1", "tea", 8),
            new StaffRequest.ReleaseCell("c1"),
            new StaffRequest.UndoCalibration("c1"),
            new StaffRequest.ListCalibrations(),
            new StaffRequest.LightBay("A3", 90),
            new StaffRequest.SilenceBuzzers(),
            new StaffRequest.ListPrices(),
            new StaffRequest.ListWeights(),
            new StaffRequest.ForgetWeight("tea"));
    for (StaffRequest request : all) {
      assertEquals(request, StaffLine.request(StaffLine.of(request)));
    }
  }

  @Test
  void aRequestWithoutItsCellIsNone() {
    assertThrows(StaffLine.Unclear.class, () -> StaffLine.request("{\"do\":\"mark\"}"));
    assertThrows(
        StaffLine.Unclear.class, () -> StaffLine.request("{\"do\":\"reference\",\"cell\":\"c\"}"));
  }
}
