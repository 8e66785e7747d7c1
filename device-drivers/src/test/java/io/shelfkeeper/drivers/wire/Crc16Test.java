package io.shelfkeeper.drivers.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Crc16Test {

  @Test
  void checkValueOfTheCatalogueOfChecksumsIsMet() {
    assertEquals(0x4B37, Crc16.of("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9));
  }

  @Test
  void lowByteGoesFirst() {
    byte[] frame = Hex.bytes("01 03 00 50 00 02 C4 1A");
    assertTrue(Crc16.fits(frame, 0, 8));
    byte[] swapped = Hex.bytes("01 03 00 50 00 02 1A C4");
    assertFalse(Crc16.fits(swapped, 0, 8));
  }
}
