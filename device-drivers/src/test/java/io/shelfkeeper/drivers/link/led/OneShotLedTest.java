package io.shelfkeeper.drivers.link.led;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneShotLedTest {
  @TempDir private Path leds;

  @BeforeEach
  void led() throws IOException {
    Files.createDirectory(leds.resolve("lock1"));
    for (String file : new String[] {"delay_on", "delay_off", "shot"}) {
      put(file, "");
    }
    put("trigger", "none [oneshot] transient");
    put("brightness", "0\n");
  }

  private void put(String file, String text) throws IOException {
    Files.writeString(leds.resolve("lock1").resolve(file), text);
  }

  private String has(String file) throws IOException {
    return Files.readString(leds.resolve("lock1").resolve(file));
  }

  @Test
  void pulseIsItsLengthAndAShot() throws Exception {
    OneShotLed led = OneShotLed.open(leds, "lock1");
    assertEquals("", has("shot"));
    led.pulse(300);
    assertEquals("300", has("delay_on"));
    assertEquals("1", has("delay_off"));
    assertEquals("1", has("shot"));
    assertTrue(led.isEndedByTheKernel());
    assertThrows(IllegalArgumentException.class, () -> led.pulse(5_001));
  }

  @Test
  void pinThatIsOffIsLeftAlone() throws Exception {
    OneShotLed led = OneShotLed.open(leds, "lock1");
    led.off();
    led.close();
    assertEquals("0\n", has("brightness"));
  }

  @Test
  void pinThatIsOnIsSwitchedOffAndArmedAgain() throws Exception {
    put("brightness", "255\n");
    put("trigger", "[none] oneshot");
    OneShotLed.open(leds, "lock1");
    assertEquals("0", has("brightness"));
    assertEquals("oneshot", has("trigger"));
  }

  @Test
  void missingLedIsToldWithItsOverlay() {
    DeviceFault fault = assertThrows(DeviceFault.class, () -> OneShotLed.open(leds, "lock2"));
    assertEquals(FaultKind.MISCONFIGURED, fault.kind());
    assertTrue(fault.check().contains("dtoverlay=gpio-led"), fault.check());
  }

  @Test
  void kernelWithoutTheTriggerSaysSo() throws Exception {
    put("trigger", "[none] timer");
    DeviceFault fault = assertThrows(DeviceFault.class, () -> OneShotLed.check(leds, "lock1"));
    assertEquals(FaultKind.MISCONFIGURED, fault.kind());
    assertTrue(fault.what().contains("no trigger oneshot"), fault.what());
  }

  @Test
  void ledThatIsGoneDoesNotObey() throws Exception {
    OneShotLed led = OneShotLed.open(leds, "lock1");
    Files.delete(leds.resolve("lock1/brightness"));
    DeviceFault fault = assertThrows(DeviceFault.class, led::off);
    assertEquals(FaultKind.LINK_DOWN, fault.kind());
    assertTrue(fault.check().contains("oneshot"), fault.check());
  }
}
