package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CBusBase;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.i2c.I2cBus;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;

/** One chip on a bus. Every call is one transfer; what did not work is thrown, not returned. */
final class KernelI2c extends I2CBase<KernelI2c.Alone> implements I2C {
  private static final int BYTE = 0xFF;
  private static final byte[] NOTHING = {};

  private final I2cBus bus;

  KernelI2c(I2CProvider provider, I2CConfig config, I2cBus bus) {
    super(provider, config, new Alone(config));
    this.bus = bus;
    isOpen = true;
  }

  @Override
  public I2C initialize(Context context) {
    return this;
  }

  private void transfer(byte[] out, byte[] in) {
    try {
      bus.transfer(config.device(), out, in);
    } catch (DeviceFault fault) {
      throw new IOException(fault.what(), fault);
    }
  }

  private int write(byte[] register, byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    byte[] out = Arrays.copyOf(register, register.length + length);
    System.arraycopy(data, offset, out, register.length, length);
    transfer(out, NOTHING);
    return length;
  }

  private int read(byte[] register, byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    byte[] in = new byte[length];
    transfer(register, in);
    System.arraycopy(in, 0, into, offset, length);
    return length;
  }

  private static byte[] one(int register) {
    return new byte[] {(byte) register};
  }

  @Override
  public void writeThenRead(
      byte[] out,
      int outOffset,
      int outLength,
      int delayNanos,
      byte[] in,
      int inOffset,
      int inLength) {
    Objects.checkFromIndexSize(outOffset, outLength, out.length);
    if (delayNanos > 0) {
      throw new IOException("a pause within one transfer is not supported");
    }
    read(Arrays.copyOfRange(out, outOffset, outOffset + outLength), in, inOffset, inLength);
  }

  @Override
  public int write(byte value) {
    return write(NOTHING, new byte[] {value}, 0, 1);
  }

  @Override
  public int write(byte[] data, int offset, int length) {
    return write(NOTHING, data, offset, length);
  }

  @Override
  public int read() {
    byte[] in = new byte[1];
    transfer(NOTHING, in);
    return in[0] & BYTE;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    return read(NOTHING, into, offset, length);
  }

  @Override
  public int writeRegister(int register, byte value) {
    return write(one(register), new byte[] {value}, 0, 1);
  }

  @Override
  public int writeRegister(int register, byte[] data, int offset, int length) {
    return write(one(register), data, offset, length);
  }

  @Override
  public int writeRegister(byte[] register, byte[] data, int offset, int length) {
    return write(register, data, offset, length);
  }

  @Override
  public int readRegister(int register) {
    byte[] in = new byte[1];
    transfer(one(register), in);
    return in[0] & BYTE;
  }

  @Override
  public int readRegister(int register, byte[] into, int offset, int length) {
    return read(one(register), into, offset, length);
  }

  @Override
  public int readRegister(byte[] register, byte[] into, int offset, int length) {
    return read(register, into, offset, length);
  }

  @Override
  public void close() {
    super.close();
    bus.close();
  }

  @Override
  public I2C shutdownInternal(Context context) {
    close();
    return super.shutdownInternal(context);
  }

  /** The bus of one chip: there is nobody to wait for, the kernel keeps transfers apart. */
  static final class Alone extends I2CBusBase {
    Alone(I2CConfig config) {
      super(config);
    }

    @Override
    public <R> R execute(I2C chip, Callable<R> action) {
      return _execute(chip, action);
    }
  }
}
