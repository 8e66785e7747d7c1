package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BeliefTest {

  @Test
  void evenMoreThanAnybodyThoughtOfIsPossible() {
    Belief three = Belief.said(3);
    assertEquals(1, three.atLeast(-5), 1e-9);
    for (int count = 1; count < 3000; count++) {
      double more = three.atLeast(count);
      assertTrue(more > 0 && more <= three.atLeast(count - 1), count + ": " + more);
    }
  }

  @Test
  void bytesThatAreNoProbabilitiesAreRefused() throws IOException {
    for (float[] p :
        new float[][] {{0, 0}, {Float.NaN, 1}, {-1, 2}, {Float.POSITIVE_INFINITY, 1}}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeShort(0);
      out.writeShort(p.length);
      for (float x : p) {
        out.writeFloat(x);
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
      assertThrows(IOException.class, () -> Belief.read(in), p[0] + ", " + p[1]);
    }
  }
}
