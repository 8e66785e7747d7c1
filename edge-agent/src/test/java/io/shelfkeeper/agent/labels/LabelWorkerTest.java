package io.shelfkeeper.agent.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.labels.LabelDrawing;
import io.shelfkeeper.agent.core.labels.LabelLook;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.drivers.api.TagPicture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelWorkerTest {
  private static final Glass GLASS = new Glass(296, 128, 3);
  private static final LabelTemplate TEMPLATE = SampleLabel.template(296, 128);

  private static LabelDrawing drawing(int more) {
    return new LabelDrawing(GLASS, SampleLabel.DE.text(SampleLabel.DE.text().name(), more));
  }

  private static LabelLook look(LabelTemplate template, String fonts) {
    return new LabelLook(SampleLabel.DE.words(), Map.of(GLASS, template), fonts);
  }

  @Test
  void aPictureIsDrawnOnceAndKeptWhileItMayBeAskedForAgain() {
    try (LabelWorker worker = new LabelWorker(look(TEMPLATE, ""), List.of())) {
      TagPicture first = worker.draw(drawing(0));
      assertEquals("296 x 128 pixels", first.toString());
      assertSame(first, worker.draw(drawing(0)));
      assertNotEquals(first, worker.draw(drawing(1)));
      // More than is kept: it is drawn anew, and is the same.
      for (int i = 2; i < 130; i++) {
        worker.draw(drawing(i));
      }
      assertEquals(first, worker.draw(drawing(0)));
    }
  }

  @Test
  void whatCannotBeDrawnIsSaidToWhoeverAsks() {
    try (LabelWorker worker = new LabelWorker(look(TEMPLATE, ""), List.of())) {
      LabelDrawing strange = new LabelDrawing(new Glass(9, 9, 3), SampleLabel.DE.text());
      assertThrows(IllegalStateException.class, () -> worker.draw(strange));
      assertEquals("296 x 128 pixels", worker.draw(drawing(0)).toString(), "it goes on");
    }
  }

  @Test
  void theNameOfALabelChangesWithAllThatIsSeenOnItAndWithNothingElse() {
    long hash = look(TEMPLATE, "").hash(drawing(0));
    assertEquals(hash, look(SampleLabel.template(296, 128), "").hash(drawing(0)));
    assertNotEquals(hash, look(TEMPLATE, "").hash(drawing(1)));
    assertNotEquals(hash, look(TEMPLATE, "thai.ttf 1").hash(drawing(0)));
    LabelTemplate less =
        new LabelTemplate(296, 128, TEMPLATE.parts().subList(1, TEMPLATE.parts().size()));
    assertNotEquals(hash, look(less, "").hash(drawing(0)));
  }
}
