package io.shelfkeeper.simulator.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.DoorEvent;
import io.shelfkeeper.simulator.world.DoorEvent.Cause;
import org.junit.jupiter.api.Test;

/** What hands and pulses do to doors, and what the boards say of it. */
class LockHandsTest {
  private final Locker locker = new Locker(1);

  private boolean boardClosed(int input) throws DeviceFault {
    return locker.board.contacts().isClosed(input);
  }

  private boolean relayClosed(int input) throws DeviceFault {
    return locker.relay.contacts().isClosed(input);
  }

  @Test
  void pulseOpensADoorAndAHandShutsIt() throws CannotDo, DeviceFault {
    assertTrue(boardClosed(1));
    assertFalse(relayClosed(3));
    assertEquals(Pulse.ANSWERED, locker.board.lock(1, 300).unlock(Long.MAX_VALUE));
    assertFalse(boardClosed(1));
    assertTrue(relayClosed(3));
    locker.tell("shut --door C1");
    assertTrue(boardClosed(1));
    assertFalse(relayClosed(3));
    assertEquals(3, locker.truth.size());
    assertTrue(
        locker.truth.get(1) instanceof DoorEvent.Moved(String door, boolean open, Cause by, long at)
            && door.equals("C1")
            && open
            && by == Cause.SPRING
            && at < locker.pulses().getFirst().endNanos());
  }

  @Test
  void contactThatIsOpenWhileShutReadsTheOtherWayRound() throws CannotDo, DeviceFault {
    assertFalse(boardClosed(3));
    locker.tell("force --door C3");
    assertTrue(boardClosed(3));
  }

  @Test
  void jammedLatchIsPulsedAndDoesNotMove() throws CannotDo, DeviceFault {
    locker.tell("jam --door C1 --is on");
    assertEquals(Pulse.ANSWERED, locker.board.lock(1, 300).unlock(Long.MAX_VALUE));
    locker.pass(3);
    assertTrue(boardClosed(1));
    assertEquals(locker.pulses(), locker.truth);
    locker.tell("jam --door C1 --is off");
    locker.pass(1);
    locker.board.lock(1, 300).unlock(Long.MAX_VALUE);
    assertFalse(boardClosed(1));
  }

  @Test
  void forcedDoorIsOpenWithoutAPulse() throws CannotDo, DeviceFault {
    locker.tell("force --door R2");
    assertFalse(relayClosed(2));
    assertEquals(0, locker.pulses().size());
  }

  @Test
  void pulseThatTheSupplyCutsOpensNothing() throws CannotDo, DeviceFault {
    locker.tell("fault --device relay --kind brown-out --seconds 10");
    relayClosed(1);
    assertEquals(Pulse.UNANSWERED, locker.relay.lock(1, 700).unlock(Long.MAX_VALUE));
    locker.pass(12);
    assertTrue(relayClosed(1));
    locker.relay.lock(1, 700).unlock(Long.MAX_VALUE);
    locker.tell("fault --device relay --kind power-cycle");
    assertThrows(DeviceFault.class, locker.relay::contacts);
    assertTrue(locker.truth.getLast() instanceof DoorEvent.Cut, locker.truth::toString);
  }

  @Test
  void stuckContactSaysTheSameForEver() throws CannotDo, DeviceFault {
    locker.tell("stick --door C2 --at shut");
    locker.tell("force --door C2");
    assertTrue(boardClosed(2));
    locker.tell("stick --door C2 --at free");
    assertFalse(boardClosed(2));
  }

  @Test
  void openedCaseIsSeenByItsSwitch() throws CannotDo, DeviceFault {
    assertTrue(relayClosed(8));
    locker.tell("tamper --is on");
    assertFalse(relayClosed(8));
    assertTrue(locker.tell("list").contains("the case of the computer is open"));
    locker.tell("tamper --is off");
    assertTrue(relayClosed(8));
  }

  @Test
  void listTellsHowEveryDoorStands() throws CannotDo {
    locker.tell("force --door C1");
    locker.tell("jam --door C2 --is on");
    String list = locker.tell("list");
    assertTrue(list.contains("door C1    open\n"), list);
    assertTrue(list.contains("door C2    shut, locked  (its latch is jammed)\n"), list);
  }

  @Test
  void whatAHandCannotDoIsAnsweredWithWhatItCan() {
    assertRefused("open --door C1", "is locked. Wait for its pulse, or force it.");
    assertRefused("shut --door C1", "is shut. Open it first.");
    assertRefused("open --door C9", "Name one of these: [C1, C2, C3, R1, R2]");
    assertRefused("jam --door C1 --is maybe", "neither on nor off");
    assertRefused("stick --door C1 --at half", "Say open or shut");
    assertRefused("tamper --door C1", "There is no option --door here");
  }

  private void assertRefused(String words, String why) {
    CannotDo refusal = assertThrows(CannotDo.class, () -> locker.tell(words));
    String said = String.valueOf(refusal.getMessage());
    assertTrue(said.contains(why), said);
  }
}
