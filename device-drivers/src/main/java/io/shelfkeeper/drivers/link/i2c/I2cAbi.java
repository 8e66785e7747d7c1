package io.shelfkeeper.drivers.link.i2c;

/** Numbers of the I2C character device ({@code linux/i2c-dev.h}, {@code linux/i2c.h}). */
final class I2cAbi {
  static final long SLAVE = 0x0703;
  static final long FUNCS = 0x0705;
  static final long RDWR = 0x0707;
  static final long SMBUS = 0x0720;

  /** The adapter makes any transfer. */
  static final long FUNC_I2C = 1;

  static final long FUNC_READ_BYTE = 0x0002_0000;
  static final long FUNC_WRITE_BYTE = 0x0004_0000;
  static final long FUNC_READ_BLOCK = 0x0400_0000;
  static final long FUNC_WRITE_BLOCK = 0x0800_0000;

  // struct i2c_msg
  static final int MSG_BYTES = 16;
  static final int MSG_ADDRESS = 0;
  static final int MSG_FLAGS = 2;
  static final int MSG_LENGTH = 4;
  static final int MSG_BUFFER = 8;
  static final short MSG_READ = 1;

  // struct i2c_rdwr_ioctl_data
  static final int RDWR_BYTES = 16;
  static final int RDWR_MSGS = 0;
  static final int RDWR_COUNT = 8;

  // struct i2c_smbus_ioctl_data
  static final int SMBUS_BYTES = 16;
  static final int SMBUS_READ_WRITE = 0;
  static final int SMBUS_COMMAND = 1;
  static final int SMBUS_SIZE = 4;
  static final int SMBUS_DATA = 8;

  static final byte SMBUS_WRITE = 0;
  static final byte SMBUS_READ = 1;
  static final int SMBUS_BYTE = 1;
  static final int SMBUS_I2C_BLOCK = 8;

  /** A length, and as many bytes at most. */
  static final int BLOCK_MAX = 32;

  /** {@code union i2c_smbus_data}. */
  static final int DATA_BYTES = BLOCK_MAX + 2;

  private I2cAbi() {}
}
