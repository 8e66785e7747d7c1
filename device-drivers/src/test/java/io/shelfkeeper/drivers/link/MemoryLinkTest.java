package io.shelfkeeper.drivers.link;

import java.util.Arrays;

class MemoryLinkTest extends LinkContract {
  private final MemoryLink link = new MemoryLink();

  @Override
  protected ByteLink link() {
    return link;
  }

  @Override
  protected void say(byte[] bytes) {
    link.say(bytes, 0);
  }

  @Override
  protected byte[] heard(int count) {
    return Arrays.copyOf(link.requests.getLast(), count);
  }

  @Override
  protected void hangUp() {
    link.plug(false);
  }

  @Override
  protected void comeBack() {
    link.plug(true);
  }

  @Override
  protected long nanos() {
    return link.micros * 1_000;
  }
}
