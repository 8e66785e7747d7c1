package io.shelfkeeper.drivers.link.i2c;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.kernel.Kernel;
import io.shelfkeeper.drivers.link.kernel.KernelFault;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One I2C bus of this machine. Where the adapter makes any transfer, writing and reading is one
 * with a repeated start; where it only knows the shapes of SMBus, up to 32 bytes behind a register
 * are one transfer, and more are refused. May be used from any thread.
 */
public final class I2cBus implements AutoCloseable {
  private static final int ADDRESS_MIN = 0x08;
  private static final int ADDRESS_MAX = 0x77;

  /** The kernel takes no longer message. */
  private static final int LENGTH_MAX = 8192;

  private final Kernel kernel;
  private final String path;
  private final int file;
  private final long functions;
  private boolean open = true;

  /** The chip that the kernel let us have last. */
  private int asked;

  private I2cBus(Kernel kernel, String path, int file, long functions) {
    this.kernel = kernel;
    this.path = path;
    this.file = file;
    this.functions = functions;
  }

  /**
   * @param path of its device file, {@code /dev/i2c-1}
   */
  public static I2cBus open(Kernel kernel, String path) throws DeviceFault {
    int file;
    try {
      file = kernel.open(path);
    } catch (KernelFault fault) {
      throw new DeviceFault(
          FaultKind.LINK_DOWN,
          "The I2C bus " + fault.getMessage(),
          fault.isDenied()
              ? fault.remedy("i2c", "char-i2c")
              : "Switch the bus on with dtparam=i2c_arm=on in config.txt, load i2c-dev, restart.");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment functions = arena.allocate(JAVA_LONG);
      kernel.ioctl(file, I2cAbi.FUNCS, functions);
      return new I2cBus(kernel, path, file, functions.get(JAVA_LONG, 0));
    } catch (KernelFault fault) {
      kernel.close(file);
      throw new DeviceFault(
          FaultKind.MISCONFIGURED, path + " is no I2C bus", "Name one that i2cdetect -l lists.");
    }
  }

  /**
   * One transfer: bytes to the chip, then bytes from it.
   *
   * @param address 7 bits, 0x08 to 0x77
   * @param out up to 8,192 bytes, as {@code in}; one of both is not empty
   */
  public synchronized void transfer(int address, byte[] out, byte[] in) throws DeviceFault {
    if (address < ADDRESS_MIN || address > ADDRESS_MAX) {
      throw new IllegalArgumentException("I2C address " + address);
    }
    if (out.length + in.length == 0 || out.length > LENGTH_MAX || in.length > LENGTH_MAX) {
      throw new IllegalArgumentException("I2C of " + out.length + " and " + in.length + " bytes");
    }
    if (!open) {
      throw new DeviceFault(FaultKind.LINK_DOWN, path + " is not open", "Wait for the next try.");
    }
    try (Arena arena = Arena.ofConfined()) {
      // A combined transfer would not ask whether a driver of the kernel talks with this chip.
      if (address != asked) {
        kernel.ioctl(file, I2cAbi.SLAVE, address);
        asked = address;
      }
      if ((functions & I2cAbi.FUNC_I2C) != 0) {
        combined(arena, address, out, in);
      } else {
        shaped(arena, address, out, in);
      }
    } catch (KernelFault fault) {
      throw failed(address, fault);
    }
  }

  private void combined(Arena arena, int address, byte[] out, byte[] in) throws KernelFault {
    int count = (out.length > 0 ? 1 : 0) + (in.length > 0 ? 1 : 0);
    MemorySegment messages = arena.allocate((long) I2cAbi.MSG_BYTES * count, 8);
    if (out.length > 0) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, out);
      message(messages, 0, address, (short) 0, bytes);
    }
    MemorySegment answer = arena.allocate(Math.max(1, in.length));
    if (in.length > 0) {
      message(messages, count - 1, address, I2cAbi.MSG_READ, answer.asSlice(0, in.length));
    }
    MemorySegment data = arena.allocate(I2cAbi.RDWR_BYTES, 8);
    data.set(ADDRESS, I2cAbi.RDWR_MSGS, messages);
    data.set(JAVA_INT, I2cAbi.RDWR_COUNT, count);
    kernel.ioctl(file, I2cAbi.RDWR, data);
    MemorySegment.copy(answer, JAVA_BYTE, 0, in, 0, in.length);
  }

  private static void message(
      MemorySegment messages, int index, int address, short flags, MemorySegment bytes) {
    long at = (long) index * I2cAbi.MSG_BYTES;
    messages.set(JAVA_SHORT, at + I2cAbi.MSG_ADDRESS, (short) address);
    messages.set(JAVA_SHORT, at + I2cAbi.MSG_FLAGS, flags);
    messages.set(JAVA_SHORT, at + I2cAbi.MSG_LENGTH, (short) bytes.byteSize());
    messages.set(ADDRESS, at + I2cAbi.MSG_BUFFER, bytes);
  }

  private void shaped(Arena arena, int address, byte[] out, byte[] in)
      throws KernelFault, DeviceFault {
    if (out.length == 1 && in.length > 0 && in.length <= I2cAbi.BLOCK_MAX) {
      needs(I2cAbi.FUNC_READ_BLOCK, address);
      MemorySegment data = arena.allocate(I2cAbi.DATA_BYTES, 8);
      data.set(JAVA_BYTE, 0, (byte) in.length);
      smbus(arena, I2cAbi.SMBUS_READ, out[0], I2cAbi.SMBUS_I2C_BLOCK, data);
      if (data.get(JAVA_BYTE, 0) != in.length) {
        throw new KernelFault("a block of another length", KernelFault.EIO);
      }
      MemorySegment.copy(data, JAVA_BYTE, 1, in, 0, in.length);
    } else if (in.length == 0 && out.length > 1 && out.length <= I2cAbi.BLOCK_MAX + 1) {
      needs(I2cAbi.FUNC_WRITE_BLOCK, address);
      MemorySegment data = arena.allocate(I2cAbi.DATA_BYTES, 8);
      data.set(JAVA_BYTE, 0, (byte) (out.length - 1));
      MemorySegment.copy(out, 1, data, JAVA_BYTE, 1, out.length - 1);
      smbus(arena, I2cAbi.SMBUS_WRITE, out[0], I2cAbi.SMBUS_I2C_BLOCK, data);
    } else if (in.length == 0 && out.length == 1) {
      needs(I2cAbi.FUNC_WRITE_BYTE, address);
      smbus(arena, I2cAbi.SMBUS_WRITE, out[0], I2cAbi.SMBUS_BYTE, MemorySegment.NULL);
    } else if (out.length == 0 && in.length == 1) {
      needs(I2cAbi.FUNC_READ_BYTE, address);
      MemorySegment data = arena.allocate(I2cAbi.DATA_BYTES, 8);
      smbus(arena, I2cAbi.SMBUS_READ, (byte) 0, I2cAbi.SMBUS_BYTE, data);
      in[0] = data.get(JAVA_BYTE, 0);
    } else {
      throw tooSimple(address);
    }
  }

  private void smbus(Arena arena, byte direction, byte command, int size, MemorySegment data)
      throws KernelFault {
    MemorySegment call = arena.allocate(I2cAbi.SMBUS_BYTES, 8);
    call.set(JAVA_BYTE, I2cAbi.SMBUS_READ_WRITE, direction);
    call.set(JAVA_BYTE, I2cAbi.SMBUS_COMMAND, command);
    call.set(JAVA_INT, I2cAbi.SMBUS_SIZE, size);
    call.set(ADDRESS, I2cAbi.SMBUS_DATA, data);
    kernel.ioctl(file, I2cAbi.SMBUS, call);
  }

  private void needs(long function, int address) throws DeviceFault {
    if ((functions & function) == 0) {
      throw tooSimple(address);
    }
  }

  private DeviceFault tooSimple(int address) {
    return new DeviceFault(
        FaultKind.MISCONFIGURED,
        "%s cannot make the transfer that the chip at 0x%02x needs".formatted(path, address),
        "Put the chip on a bus of the machine itself; this one only knows SMBus.");
  }

  private DeviceFault failed(int address, KernelFault fault) {
    String chip = "The chip at 0x%02x on %s".formatted(address, path);
    return switch (fault.errno()) {
      case KernelFault.ENXIO, KernelFault.EREMOTEIO ->
          new DeviceFault(
              FaultKind.NO_ANSWER,
              chip + " does not answer",
              "Check its supply, SDA and SCL, and its address with i2cdetect.");
      case KernelFault.EBUSY ->
          new DeviceFault(
              FaultKind.REFUSED,
              chip + " is held by a driver of the kernel",
              "Take its overlay out of config.txt.");
      case KernelFault.ETIMEDOUT, KernelFault.EAGAIN, KernelFault.EIO ->
          new DeviceFault(
              FaultKind.NO_ANSWER,
              chip + " was not understood (" + fault.getMessage() + ")",
              "Check pull-ups and the length of the wires; a wire that is short keeps the bus busy.");
      default ->
          new DeviceFault(
              FaultKind.LINK_DOWN,
              "The bus of " + chip + " has gone (" + fault.getMessage() + ")",
              "Check the adapter.");
    };
  }

  public String path() {
    return path;
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      kernel.close(file);
    }
  }
}
