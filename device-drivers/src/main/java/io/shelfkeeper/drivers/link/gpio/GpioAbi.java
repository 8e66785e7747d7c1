package io.shelfkeeper.drivers.link.gpio;

/**
 * Numbers of the GPIO character device, second edition ({@code linux/gpio.h}, since Linux 5.10):
 * requests, sizes and places in structures, in bytes, and bits.
 */
final class GpioAbi {
  // ioctl numbers: direction, size of the structure, 0xB4, number
  static final long GET_CHIPINFO = 0x8044_B401L;
  static final long GET_LINEINFO = 0xC100_B405L;
  static final long GET_LINE = 0xC250_B407L;
  static final long GET_VALUES = 0xC010_B40EL;
  static final long SET_VALUES = 0xC010_B40FL;

  static final int NAME_BYTES = 32;

  // struct gpiochip_info
  static final int CHIP_BYTES = 68;
  static final int CHIP_NAME = 0;
  static final int CHIP_LABEL = 32;
  static final int CHIP_LINES = 64;

  // struct gpio_v2_line_info
  static final int INFO_BYTES = 256;
  static final int INFO_NAME = 0;
  static final int INFO_CONSUMER = 32;
  static final int INFO_OFFSET = 64;
  static final int INFO_FLAGS = 72;

  // struct gpio_v2_line_request
  static final int REQUEST_BYTES = 592;
  static final int REQUEST_OFFSETS = 0;
  static final int REQUEST_CONSUMER = 256;
  static final int REQUEST_FLAGS = 288;
  static final int REQUEST_NUM_ATTRS = 296;
  static final int REQUEST_ATTRS = 320;
  static final int REQUEST_NUM_LINES = 560;
  static final int REQUEST_EVENT_BUFFER = 564;
  static final int REQUEST_FD = 588;

  // struct gpio_v2_line_config_attribute: which attribute, its value, for which lines of the
  // request
  static final int ATTR_BYTES = 24;
  static final int ATTR_ID = 0;
  static final int ATTR_VALUE = 8;
  static final int ATTR_MASK = 16;
  static final int ATTR_OUTPUT_VALUES = 2;
  static final int ATTR_DEBOUNCE = 3;

  // struct gpio_v2_line_values
  static final int VALUES_BYTES = 16;
  static final int VALUES_BITS = 0;
  static final int VALUES_MASK = 8;

  // struct gpio_v2_line_event
  static final int EVENT_BYTES = 48;
  static final int EVENT_ID = 8;
  static final int EVENT_LINE_SEQNO = 20;
  static final int EVENT_RISING = 1;

  static final long FLAG_USED = 1;
  static final long FLAG_INPUT = 1 << 2;
  static final long FLAG_OUTPUT = 1 << 3;
  static final long FLAG_EDGES = 1 << 4 | 1 << 5;
  static final long FLAG_OPEN_DRAIN = 1 << 6;
  static final long FLAG_PULL_UP = 1 << 8;
  static final long FLAG_PULL_DOWN = 1 << 9;

  private GpioAbi() {}
}
