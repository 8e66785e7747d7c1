package io.shelfkeeper.simulator.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.simulator.world.Dice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UartTraceTest {
  @Test
  void sameRateHearsTheSameBytes() {
    byte[] sent = {1, 3, 0, 80};
    assertArrayEquals(sent, UartTrace.heard(sent, 9_600, 9_600));
  }

  @Test
  void rateOffByAPerCentDoesNoHarm() {
    byte[] sent = new byte[64];
    Dice dice = new Dice(1);
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) dice.bits();
    }
    assertArrayEquals(sent, UartTrace.heard(sent, 100_000, 100_900));
  }

  @Test
  void listenerAtTwiceTheRateHearsEachBitTwice() {
    // 0x55 is 0 10101010 1 on the line: pairs of equal bits for the fast listener.
    byte[] heard = UartTrace.heard(new byte[] {0x55}, 9_600, 19_200);
    assertTrue(heard.length >= 1);
    assertArrayEquals(new byte[] {0x66}, Arrays.copyOf(heard, 1));
  }

  @Test
  void slowListenerHearsFewerBytes() {
    byte[] sent = {1, 3, 0, 80, 0, 2, (byte) 0xC4, 0x1A};
    byte[] heard = UartTrace.heard(sent, 115_200, 9_600);
    assertTrue(heard.length <= 1, heard.length + " bytes");
    assertFalse(Arrays.equals(sent, heard));
  }
}
