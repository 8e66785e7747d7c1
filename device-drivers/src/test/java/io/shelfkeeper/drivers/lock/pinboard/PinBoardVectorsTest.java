package io.shelfkeeper.drivers.lock.pinboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.link.FakePins;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.vectors.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PinBoardVectorsTest {
  static Stream<Vector> contacts() {
    return Vector.in("pinboard/contacts.txt").stream();
  }

  @Test
  void thereAreVectors() {
    assertTrue(contacts().count() >= 3);
  }

  @ParameterizedTest
  @MethodSource("contacts")
  void levelsSayWhichContactsAreClosed(Vector vector) throws Exception {
    FakePins pins = new FakePins();
    List<InputSetup> inputs = new ArrayList<>();
    for (int i = 0; i < vector.bytes().length; i++) {
      String name = "IN" + (i + 1);
      inputs.add(
          new InputSetup(
              new LineName("", name), vector.is().endsWith("low"), InputSetup.Bias.AS_IS, 0));
      if (vector.bytes()[i] != 0) {
        pins.highLines.add(name);
      }
    }
    PinBoardDriver board =
        new PinBoardDriver(pins, new PinBoardSetup(inputs, List.of(), false), () -> 0);
    Contacts contacts = board.contacts();
    StringBuilder closed = new StringBuilder("closed");
    for (int i = 1; i <= contacts.count(); i++) {
      closed.append(contacts.isClosed(i) ? " " + i : "");
    }
    assertEquals(vector.means(), closed.toString());
  }
}
