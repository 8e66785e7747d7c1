package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.tag.oepl.OeplFrame.Fact;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The four characters with which everything begins that a node sends. */
enum OeplToken {
  ACK(0),
  NOK(0),
  NOQ(0),
  RES(0),
  RDY(0),
  TYP(Fact.TYPE),
  VER(Fact.VERSION),
  MAC(Fact.ADDRESS),
  ZCH(Fact.CHANNEL),
  SCH(Fact.SUB_GHZ_CHANNEL),
  ZPW(Fact.POWER),
  PEN(Fact.PENDING),
  NOP(Fact.IDLE),
  ADR(30),
  RQB(18),
  XFC(9),
  XTO(9),
  /** Says by its tenth byte how many more follow. */
  TRD(10);

  static final int LENGTH = 4;

  private static final OeplToken[] ALL = values();

  private final byte[] text = (name() + ">").getBytes(StandardCharsets.ISO_8859_1);
  private final int follows;
  private final @Nullable Fact fact;

  OeplToken(int follows) {
    this.follows = follows;
    fact = null;
  }

  OeplToken(Fact fact) {
    follows = fact.digits();
    this.fact = fact;
  }

  /** Bytes behind the token, the check byte included. */
  int follows() {
    return follows;
  }

  /** What is told in digits behind it, null if it is no information. */
  @Nullable Fact fact() {
    return fact;
  }

  /** Whether a structure with a check byte follows. */
  boolean checked() {
    return fact == null && follows > 0;
  }

  /** The first token that begins with these bytes, or with as many as there are. */
  static @Nullable OeplToken startingWith(byte[] bytes, int size) {
    for (OeplToken token : ALL) {
      int i = 0;
      while (i < LENGTH && i < size && bytes[i] == token.text[i]) {
        i++;
      }
      if (i == LENGTH || i == size) {
        return token;
      }
    }
    return null;
  }
}
