package io.shelfkeeper.drivers.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every link keeps, real or made of memory. */
public abstract class LinkContract {
  private static final int AGAIN = 10;
  private static final int LATE_MILLIS = 250;
  private static final byte[] SOME = {0, 1, 3, 13, 10, 17, 19, (byte) 0xFF, 26, 4};

  /** A link to the far end, not open yet. */
  protected abstract ByteLink link();

  /** The far end sends. */
  protected abstract void say(byte[] bytes) throws Exception;

  /** What the far end has received, so many bytes. */
  protected abstract byte[] heard(int count) throws Exception;

  /** The far end goes away; only a new one can be talked to. */
  protected abstract void hangUp() throws Exception;

  /** A far end is there again under the same name. */
  protected abstract void comeBack() throws Exception;

  /** Time as the link sees it. */
  protected long nanos() {
    return System.nanoTime();
  }

  @AfterEach
  void close() {
    link().close();
  }

  @Test
  void everyByteValueGoesThroughBothWaysAsItIs() throws Exception {
    link().open();
    link().write(SOME);
    assertArrayEquals(SOME, heard(SOME.length));
    say(SOME);
    assertArrayEquals(SOME, received(SOME.length));
  }

  @Test
  void waitingEndsInTimeWhenNothingComes() throws Exception {
    link().open();
    for (int wait : new int[] {0, 3, 20, 130}) {
      long least = Long.MAX_VALUE;
      // A busy machine makes some of them longer, and none of them shorter.
      for (int again = 0; again < AGAIN && least >= wait + LATE_MILLIS; again++) {
        long before = nanos();
        assertEquals(0, link().read(new byte[8], 0, 8, wait));
        long millis = (nanos() - before) / 1_000_000;
        assertTrue(millis >= wait, "waited " + millis + " for " + wait);
        least = Math.min(least, millis);
      }
      assertTrue(least < wait + LATE_MILLIS, "waited " + least + " for " + wait);
    }
  }

  @Test
  void bytesGoWhereTheCallerWantsThem() throws Exception {
    link().open();
    say(new byte[] {7, 8});
    byte[] into = new byte[6];
    int count = 0;
    while (count < 2) {
      count += link().read(into, 3 + count, 2 - count, 20_000);
    }
    assertArrayEquals(new byte[] {0, 0, 0, 7, 8, 0}, into);
  }

  @Test
  void discardedInputIsNotReadLater() throws Exception {
    link().open();
    say(SOME);
    assertEquals(1, link().read(new byte[1], 0, 1, 20_000));
    while (link().read(new byte[8], 0, 8, 200) > 0) {
      link().discardInput();
    }
    say(new byte[] {42});
    assertArrayEquals(new byte[] {42}, received(1));
  }

  @Test
  void lostFarEndIsALinkThatIsDownHoweverItIsMet() throws Exception {
    link().open();
    hangUp();
    assertEquals(FaultKind.LINK_DOWN, fault(() -> link().read(new byte[8], 0, 8, 5_000)).kind());
    assertEquals(FaultKind.LINK_DOWN, fault(() -> link().read(new byte[8], 0, 8, 0)).kind());
    assertEquals(FaultKind.LINK_DOWN, fault(() -> link().write(SOME)).kind());
    assertEquals(FaultKind.LINK_DOWN, fault(() -> link().discardInput()).kind());
  }

  @Test
  void lostFarEndIsNoticedByWritingToo() throws Exception {
    link().open();
    hangUp();
    DeviceFault fault =
        fault(
            () -> {
              for (int i = 0; i < 100; i++) {
                link().write(SOME);
                link().read(new byte[8], 0, 8, 1);
              }
            });
    assertEquals(FaultKind.LINK_DOWN, fault.kind());
  }

  @Test
  void linkThatWasDownOpensAgainWhenTheFarEndIsBack() throws Exception {
    link().open();
    hangUp();
    fault(() -> link().read(new byte[8], 0, 8, 5_000));
    assertEquals(FaultKind.LINK_DOWN, fault(() -> link().open()).kind());
    comeBack();
    link().open();
    say(SOME);
    assertArrayEquals(SOME, received(SOME.length));
  }

  @Test
  void openingAndClosingTwiceDoesNothing() throws Exception {
    link().open();
    link().open();
    link().write(SOME);
    assertArrayEquals(SOME, heard(SOME.length));
    link().close();
    link().close();
    assertEquals(FaultKind.LINK_DOWN, fault(() -> link().read(new byte[1], 0, 1, 0)).kind());
  }

  private byte[] received(int count) throws DeviceFault {
    byte[] bytes = new byte[count];
    int size = 0;
    while (size < count) {
      int more = link().read(bytes, size, count - size, 20_000);
      assertTrue(more > 0, "only " + Arrays.toString(Arrays.copyOf(bytes, size)));
      size += more;
    }
    return bytes;
  }

  private static DeviceFault fault(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(DeviceFault.class, call);
  }
}
