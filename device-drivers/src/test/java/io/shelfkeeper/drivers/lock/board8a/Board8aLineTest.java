package io.shelfkeeper.drivers.lock.board8a;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.drivers.lock.board8a.Board8aCodec.Wanted;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An 8A board on a line with neighbours, leftovers and echoes: who is believed, and how long. */
class Board8aLineTest {
  private final FarBoard8a far = new FarBoard8a();
  private final Board8aDriver driver = driver(24);

  private Board8aDriver driver(int channels) {
    Board8aSetup setup = new Board8aSetup(1, channels, true, false);
    Board8aDriver made = new Board8aDriver(far, setup, () -> far.micros * 1_000);
    far.micros += 2_000_000;
    return made;
  }

  private Pulse unlock(int channel) throws DeviceFault {
    return driver.lock(channel, 300).unlock(Long.MAX_VALUE);
  }

  private FaultKind fault() {
    return assertThrows(DeviceFault.class, driver::contacts).kind();
  }

  @Test
  void setupsThatNoBoardHasAreRefused() {
    new Board8aSetup(32, 50, true, false);
    for (int[] wrong : new int[][] {{0, 8}, {33, 8}, {1, 0}, {1, 51}}) {
      assertThrows(
          IllegalArgumentException.class, () -> new Board8aSetup(wrong[0], wrong[1], true, false));
    }
    driver.lock(1, 300);
    driver.lock(24, 300);
    assertThrows(IllegalArgumentException.class, () -> driver.lock(0, 300));
  }

  @Test
  void smallBoardsSendThreeStatusBytesAndLargeOnesMore() {
    int[][] sizes = {{1, 3}, {8, 3}, {24, 3}, {25, 4}, {32, 4}, {49, 7}, {50, 7}};
    for (int[] size : sizes) {
      assertEquals(size[1], new Board8aSetup(1, size[0], true, false).statusBytes());
    }
  }

  @Test
  void locksThatTheBoardDoesNotHaveAreNotSeen() throws DeviceFault {
    assertEquals(0x1F, driver(5).contacts().closedBits());
  }

  @Test
  void brokenAnswersAreAskedForThreeTimesAndSilenceOnce() {
    far.back = answer -> Hex.bytes("80 01 FF FF FF 33 4C");
    assertEquals(FaultKind.GARBLED, fault());
    assertEquals(3, far.requests.size());
    far.silent = true;
    assertEquals(FaultKind.NO_ANSWER, fault());
    assertEquals(4, far.requests.size());
  }

  @Test
  void fiveStrangeBytesAreNoEcho() {
    far.back = answer -> Hex.bytes("FA FD 99 99 12");
    assertEquals(FaultKind.GARBLED, fault());
  }

  @Test
  void theAnswerOfANeighbourOrOfAnotherLockIsNone() throws DeviceFault {
    driver.contacts();
    far.back = answer -> Hex.bytes("8A 01 04 00 8F");
    assertEquals(Pulse.UNANSWERED, unlock(3));
    far.back = answer -> Hex.bytes("80 02 FF FF FF 33 4E");
    assertEquals(FaultKind.NO_ANSWER, fault());
    far.back = answer -> answer;
    driver.contacts();
    far.micros += 9_000_000;
    far.back = answer -> Hex.bytes("8A 02 03 00 8B");
    assertEquals(Pulse.UNANSWERED, unlock(3));
  }

  @Test
  void whatIsLeftOnTheWireAnswersNothing() throws DeviceFault {
    far.closed = 1;
    byte[] stale = far.status();
    far.closed = 0xFFFFFF;
    far.say(stale, 0);
    far.micros += 50_000;
    assertEquals(0xFFFFFF, driver.contacts().closedBits(), "it lay there");
    far.say(stale, 1_000);
    assertEquals(0xFFFFFF, driver.contacts().closedBits(), "it was on its way");
    driver.contacts();
    driver.contacts(); // what nobody asked for may have been a twin: clean readings clear it
    far.say(Hex.bytes("8A 01 03 00 88"), 1_000);
    far.silent = true;
    assertEquals(Pulse.UNANSWERED, unlock(3));
  }

  @Test
  void aGoodAnswerIsNotWaitedForLong() throws DeviceFault {
    driver.contacts();
    long before = far.micros;
    driver.contacts();
    assertTrue(far.micros - before < 70_000, "µs: " + (far.micros - before));
    before = far.micros;
    unlock(2);
    assertTrue(far.micros - before < 390_000, "µs: " + (far.micros - before));
  }

  @Test
  void anAnsweredPulseKeepsNoOtherLockWaiting() throws DeviceFault {
    assertEquals(Pulse.ANSWERED, unlock(2));
    assertEquals(Pulse.ANSWERED, unlock(3));
  }

  @Test
  void aSlowAnswerBehindAnEchoIsWaitedFor() throws DeviceFault {
    far.echo = true;
    far.thinkingMicros = 200_000;
    assertEquals(0xFFFFFF, driver.contacts().closedBits());
    assertEquals(24, Board8aIdentity.ask(far, 1).locksMax());
  }

  @Test
  void whoBabblesIsNotListenedToForLong() {
    far.babbling = true;
    assertEquals(FaultKind.GARBLED, fault());
    assertTrue(far.micros < 7_000_000, "µs: " + far.micros);
    far.plug(true);
    long before = far.micros;
    assertThrows(DeviceFault.class, () -> Board8aIdentity.ask(far, 1));
    assertTrue(far.micros - before < 1_000_000, "µs: " + (far.micros - before));
  }

  @Test
  void anEchoAloneIsSilenceAndABrokenAnswerBehindItIsNot() throws DeviceFault {
    far.echo = true;
    driver.contacts();
    far.silent = true;
    assertEquals(FaultKind.NO_ANSWER, fault());
    far.silent = false;
    far.stray = Hex.bytes("80 01 FF FF FF 33 4C");
    far.back = answer -> answer.length == 7 && answer[1] == 1 ? new byte[] {1, 2, 3} : answer;
    assertEquals(FaultKind.GARBLED, fault());
  }

  @Test
  void anEchoThatIsGoneIsForgotten() throws DeviceFault {
    far.echo = true;
    driver.contacts();
    far.echo = false;
    driver.contacts();
    assertEquals(Pulse.ANSWERED, unlock(2));
  }

  @Test
  void twoBoardsAtOneAddressAreAConflictAtTheThirdReading() throws DeviceFault {
    far.twin = true;
    driver.contacts();
    driver.contacts();
    assertEquals(FaultKind.ADDRESS_CONFLICT, fault());
    far.twin = false;
    assertEquals(FaultKind.ADDRESS_CONFLICT, fault(), "its last answer may still be under way");
    driver.contacts();
    assertEquals(Pulse.ANSWERED, unlock(1));
  }

  @Test
  void whoeverLooksForBoardsTakesNoAnswerOfAnother() {
    far.back = answer -> Hex.bytes("80 02 FF FF FF 33 4E");
    assertEquals(
        FaultKind.GARBLED,
        assertThrows(DeviceFault.class, () -> Board8aIdentity.ask(far, 1)).kind());
  }

  @Test
  void whoeverLooksForBoardsTakesNoAnswerFromBefore() throws DeviceFault {
    far.say(Hex.bytes("80 01 FF FF FF FF 33 B2"), 0);
    far.micros += 50_000;
    assertEquals(24, Board8aIdentity.ask(far, 1).locksMax());
  }

  @Test
  void aNewQuestionForgetsHalfAnAnswer() {
    Board8aCodec codec = new Board8aCodec(3);
    codec.feed(Hex.bytes("80 01 FF"), 0, 3);
    codec.expect(Wanted.ONE);
    List<Board8aFrame> found = codec.feed(Hex.bytes("80 01 01 11 91"), 0, 5);
    assertEquals(List.of(new Board8aFrame.One(1, 1, true)), found);
  }

  @Test
  void onlyAddressesAndLocksThatExistAnswer() {
    assertTrue(isOne("80 20 32 11 83"));
    assertTrue(isOne("80 01 01 00 80"));
    for (String wrong : List.of("80 21 01 11 B1", "80 00 01 11 90", "80 01 33 11 A3")) {
      assertTrue(!isOne(wrong), wrong);
    }
    assertTrue(!isOne("80 01 00 11 90"), "lock 0 would be all of them");
  }

  private static boolean isOne(String hex) {
    Board8aCodec codec = new Board8aCodec(3);
    codec.expect(Wanted.ONE);
    byte[] bytes = Hex.bytes(hex);
    return codec.feed(bytes, 0, bytes.length).stream().anyMatch(Board8aFrame.One.class::isInstance);
  }
}
