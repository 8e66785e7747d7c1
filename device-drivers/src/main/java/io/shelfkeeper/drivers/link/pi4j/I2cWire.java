package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.BytelessLink;
import io.shelfkeeper.drivers.link.I2cLink;
import io.shelfkeeper.drivers.link.i2c.I2cBus;
import io.shelfkeeper.drivers.link.kernel.Kernel;
import io.shelfkeeper.drivers.link.kernel.Linux;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An I2C bus of this machine as a wire that is opened and closed like any other, and that carries
 * transfers instead of bytes. Chips are Pi4J's, whoever provides them.
 */
public final class I2cWire implements BytelessLink, I2cLink {
  private final Kernel kernel;
  private final Path devices;
  private final int bus;
  private final Map<Integer, I2C> chips = new HashMap<>();
  private @Nullable Pi4jPins pins;
  private boolean open;

  /**
   * @param bus number of its device file, {@code /dev/i2c-1}
   */
  public I2cWire(int bus) {
    this(new Linux(), Path.of("/dev"), bus);
  }

  I2cWire(Kernel kernel, Path devices, int bus) {
    this.kernel = kernel;
    this.devices = devices;
    this.bus = bus;
  }

  @Override
  public void open() throws DeviceFault {
    if (open) {
      return;
    }
    // Pi4J only knows chips: a bus that is not there shall be known before somebody is asked.
    I2cBus.open(kernel, where()).close();
    if (pins == null) {
      pins = new Pi4jPins(kernel, devices);
    }
    open = true;
  }

  @Override
  public void transfer(int address, byte[] out, byte[] in) throws DeviceFault {
    Pi4jPins own = pins;
    if (!open || own == null) {
      throw new DeviceFault(
          FaultKind.LINK_DOWN, where() + " is not open", "Wait for the next try.");
    }
    try {
      I2C chip = chips.get(address);
      if (chip == null) {
        chip = chip(own.context(), address);
        chips.put(address, chip);
      }
      if (in.length == 0) {
        chip.write(out);
      } else if (out.length == 0) {
        chip.read(in);
      } else {
        chip.writeThenRead(out, 0, out.length, 0, in, 0, in.length);
      }
    } catch (Pi4JException | IllegalStateException e) {
      throw fault(e);
    }
  }

  private I2C chip(Context context, int address) {
    return context.create(
        I2C.newConfigBuilder(context).id(id(address)).bus(bus).device(address).build());
  }

  private String id(int address) {
    return "i2c-" + bus + "/" + address;
  }

  /** Our own provider says what is wrong as a fault; another one says it in its own words. */
  private DeviceFault fault(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof DeviceFault fault) {
        return fault;
      }
    }
    return new DeviceFault(
        FaultKind.LINK_DOWN,
        where() + " does not work: " + e.getMessage(),
        "Check it with i2cdetect -y " + bus + ".");
  }

  @Override
  public void close() {
    open = false;
    Pi4jPins own = pins;
    if (own != null) {
      chips.keySet().forEach(address -> own.context().shutdown(id(address)));
      chips.clear();
    }
  }

  @Override
  public String where() {
    return devices.resolve("i2c-" + bus).toString();
  }
}
