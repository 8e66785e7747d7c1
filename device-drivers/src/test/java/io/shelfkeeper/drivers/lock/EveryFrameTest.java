package io.shelfkeeper.drivers.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.shelfkeeper.drivers.lock.board8a.Board8aCodec;
import io.shelfkeeper.drivers.lock.modbusrelay.ModbusRelayCodec;
import io.shelfkeeper.drivers.wire.Hex;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Everything that the codecs of locks have a word for, called with every argument: no frame holds a
 * coil, opens several locks, or pulses without an end.
 */
class EveryFrameTest {
  private static final int[] ADDRESSES = {1, 32, 247};

  @Test
  void anEightABoardIsOnlyReadOrPulsedAtOneLock() throws ReflectiveOperationException {
    Set<String> forms = new TreeSet<>();
    for (String frame : frames(Board8aCodec.class)) {
      forms.add(
          frame
              .replaceFirst("^8A..(0[1-9A-F]|[12].|3[0-2])11..$", "pulse one lock")
              .replaceFirst("^80..(0[1-9A-F]|[12].|3[0-2])33..$", "read one lock")
              .replaceFirst("^80..0033..$", "read all"));
    }
    assertEquals(Set.of("pulse one lock", "read one lock", "read all"), forms);
  }

  @Test
  void aRelayIsOnlyReadSwitchedOffOrPulsedForAtMostFiveSeconds()
      throws ReflectiveOperationException {
    Set<String> forms = new TreeSet<>();
    for (String frame : frames(ModbusRelayCodec.class)) {
      forms.add(
          frame
              .replaceFirst("^..0500FF0000....$", "all off")
              .replaceFirst("^..05020[0-7]00(0[1-9A-F]|[12].|3[0-2])....$", "timed pulse")
              .replaceFirst("^..0[12]00000008....$", "read"));
    }
    assertEquals(Set.of("all off", "timed pulse", "read"), forms);
  }

  private static Set<String> frames(Class<?> codec) throws ReflectiveOperationException {
    Set<String> frames = new HashSet<>();
    for (Method method : codec.getDeclaredMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && !Modifier.isPrivate(method.getModifiers())
          && method.getReturnType() == byte[].class) {
        method.setAccessible(true);
        for (int address : ADDRESSES) {
          for (int second = -2; second < 70; second++) {
            call(method, address, second, frames);
          }
        }
      }
    }
    return frames;
  }

  private static void call(Method method, int address, int second, Set<String> frames)
      throws IllegalAccessException {
    for (int third = -2; third < (method.getParameterCount() > 2 ? 300 : -1); third++) {
      Object[] all = {address, second, third};
      Object[] arguments = java.util.Arrays.copyOf(all, method.getParameterCount());
      try {
        byte[] frame = (byte[]) method.invoke(null, arguments);
        frames.add(Hex.text(frame).replace(" ", "").toUpperCase(Locale.ROOT));
      } catch (InvocationTargetException e) {
        assertInstanceOf(IllegalArgumentException.class, e.getCause(), method.toString());
      }
    }
  }
}
