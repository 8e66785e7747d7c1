package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.exception.InitializeException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;
import com.pi4j.io.i2c.I2CProviderBase;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.i2c.I2cBus;
import io.shelfkeeper.drivers.link.kernel.Kernel;

/** Chips on I2C over the character device; each has the bus open for itself. */
public final class KernelI2cs extends I2CProviderBase implements I2CProvider {
  static final String ID = "shelfkeeper-i2c";

  private final Kernel kernel;
  private final String buses;

  /**
   * @param buses what the number of a bus follows to be its path, {@code /dev/i2c-}
   */
  public KernelI2cs(Kernel kernel, String buses) {
    super(ID, "Shelfkeeper: I2C");
    this.kernel = kernel;
    this.buses = buses;
  }

  @Override
  public I2C create(I2CConfig config) {
    try {
      I2cBus bus = I2cBus.open(kernel, buses + Buses.of(config));
      return Buses.register(context, new KernelI2c(this, config, bus), bus::close);
    } catch (DeviceFault fault) {
      throw new InitializeException(fault.what(), fault);
    }
  }

  @Override
  public int getPriority() {
    return Buses.PRIORITY;
  }
}
