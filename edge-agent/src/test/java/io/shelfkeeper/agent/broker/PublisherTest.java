package io.shelfkeeper.agent.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PublisherTest {
  private static final int BUFFER = Integer.MAX_VALUE;
  private static final byte[] TOPIC = "sk/v1/s/d/up/fact".getBytes(UTF_8);

  private final BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();
  private final Deque<String> writers = new ConcurrentLinkedDeque<>();
  private final BlockingQueue<byte[]> wire = new LinkedBlockingQueue<>();
  private final Publisher publisher = new Publisher(failures::add);

  private final class Wire extends OutputStream {
    @Override
    public void write(int one) {
      throw new AssertionError("packets go whole");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      writers.add(Thread.currentThread().getName());
      wire.add(Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }

  private void start(int window) {
    publisher.start(new SharedOutput(new Wire()), window, window, BUFFER);
  }

  private boolean publish(long token, String payload) {
    return publisher.publish(token, TOPIC, payload.getBytes(UTF_8));
  }

  private boolean send(long token, String payload) {
    boolean taken = publish(token, payload);
    publisher.flush();
    return taken;
  }

  private byte[] written() throws InterruptedException {
    return Objects.requireNonNull(wire.poll(60, TimeUnit.SECONDS), "nothing was written");
  }

  @AfterEach
  void end() {
    publisher.end();
  }

  @Test
  void aPacketIsWhatTheLibraryReadsAsAPublicationWithQuality1() throws Exception {
    start(10);
    assertTrue(publish(7, "x".repeat(300)));
    publisher.flush();
    byte[] packet = written();
    int header = 3; // kind, and a length of two bytes
    MqttPublish read =
        new MqttPublish(
            (byte) (packet[0] & 0x0F), Arrays.copyOfRange(packet, header, packet.length));
    assertEquals(3, packet[0] >> 4);
    assertEquals(packet.length - header, packet[1] & 0x7F | packet[2] << 7);
    assertEquals(new String(TOPIC, UTF_8), read.getTopicName());
    assertEquals(1, read.getMessage().getQos());
    assertFalse(read.getMessage().isRetained());
    assertArrayEquals("x".repeat(300).getBytes(UTF_8), read.getMessage().getPayload());
    assertEquals(
        "application/cloudevents+json; charset=utf-8", read.getProperties().getContentType());
    assertEquals(7, publisher.answered(read.getMessageId()));
  }

  @Test
  void whatWaitsLeavesTogetherWhenItIsLetGo() throws Exception {
    start(10);
    publish(1, "a");
    publish(2, "b");
    publish(3, "c");
    assertTrue(wire.isEmpty());
    publisher.flush();
    String all = new String(written(), UTF_8);
    assertTrue(all.matches("(?s).*a.*b.*c"), all);
    assertTrue(wire.isEmpty());
  }

  @Test
  void aPacketLargerThanABatchGoesWhole() throws Exception {
    start(10);
    publish(1, "y".repeat(100_000));
    publisher.flush();
    assertTrue(written().length > 100_000);
  }

  @Test
  void neverMoreAreUnansweredThanTheBrokerTakes() throws Exception {
    start(2);
    assertTrue(send(1, "a"));
    assertTrue(send(2, "b"));
    assertFalse(send(3, "c"));
    assertEquals(1, publisher.answered(Publisher.ID_MIN));
    publisher.makeRoom();
    assertTrue(send(3, "c"));
    assertEquals(2, publisher.unanswered());
  }

  @Test
  void aNumberIsNotGivenAgainWhileItIsUnanswered() throws Exception {
    start(2);
    send(1, "first");
    for (int id = Publisher.ID_MIN + 1; id <= Publisher.ID_MAX; id++) {
      send(id, "");
      assertEquals(id, publisher.answered(id));
      publisher.makeRoom();
    }
    send(2, "after the last number");
    assertEquals(2, publisher.answered(Publisher.ID_MIN + 1));
    assertEquals(1, publisher.answered(Publisher.ID_MIN));
  }

  @Test
  void anAnswerToNothingIsNobodys() throws Exception {
    start(2);
    send(1, "a");
    assertNull(publisher.answered(1));
    assertEquals(1, publisher.answered(Publisher.ID_MIN));
    assertNull(publisher.answered(Publisher.ID_MIN));
  }

  @Test
  void noMoreLeaveThanMayComeTwice() throws Exception {
    publisher.start(new SharedOutput(new Wire()), 100, 8, BUFFER);
    for (int token = 0; token < 20; token++) {
      assertTrue(publish(token, "<" + token + ">"));
    }
    publisher.flush();
    assertTrue(new String(written(), UTF_8).endsWith("<7>"));
    publisher.answered(Publisher.ID_MIN);
    publisher.answered(Publisher.ID_MIN + 1);
    publisher.flush();
    assertTrue(wire.isEmpty(), "nothing goes before it is written down what was taken");
    publisher.makeRoom();
    String more = new String(written(), UTF_8);
    assertTrue(more.contains("<8>") && more.endsWith("<9>"), more);
  }

  @Test
  void whatFitsIntoTheBuffersOfTheSystemIsWrittenByWhoeverHasIt() {
    start(100);
    publish(1, "a");
    publisher.flush();
    assertEquals(1, wire.size(), "the caller wrote it");
    assertEquals(Thread.currentThread().getName(), writers.getLast());
  }

  @Test
  void whatMayHaveToWaitForTheNetworkIsWrittenByTheThreadThatMay() throws Exception {
    start(100);
    int half = Publisher.UNWAITED_BYTES / 2;
    for (int token = 1; token <= 3; token++) {
      publish(token, "z".repeat(half));
    }
    publisher.flush();
    for (int token = 1; token <= 3; token++) {
      assertTrue(written().length > half);
    }
    assertEquals(Thread.currentThread().getName(), writers.removeFirst());
    assertEquals(List.of("mqtt-out", "mqtt-out"), List.copyOf(writers));
  }

  @Test
  void whatIsAnsweredHasLeftTheBuffersOfTheSystem() throws Exception {
    start(100);
    int most = Publisher.UNWAITED_BYTES - 2 * Publisher.EACH_BYTES;
    for (int token = 1; token <= 5; token++) {
      send(token, "z".repeat(most));
      assertEquals(token, publisher.answered(Publisher.ID_MIN + token - 1));
      publisher.makeRoom();
    }
    assertEquals(Set.of(Thread.currentThread().getName()), Set.copyOf(writers));
  }

  @Test
  void manySmallPacketsCostTheSystemMoreThanTheirBytes() throws Exception {
    start(1_000);
    int fit = Publisher.UNWAITED_BYTES / (Publisher.EACH_BYTES + 100);
    for (int token = 1; token <= fit + 20; token++) {
      send(token, "");
      written();
    }
    assertEquals("mqtt-out", writers.getLast());
  }

  @Test
  void nobodyWaitsForTheLibrarysPacketThatWaitsForTheNetwork() throws Exception {
    SharedOutput out = new SharedOutput(new Wire());
    publisher.start(out, 10, 10, BUFFER);
    out.take(); // as its sender, and it does not come back
    Thread other = Thread.ofPlatform().name("other").start(() -> send(1, "a"));
    other.join();
    assertTrue(wire.isEmpty());
    out.whole(new byte[] {1}, 1);
    written();
    assertTrue(new String(written(), UTF_8).endsWith("a"));
    assertEquals("mqtt-out", writers.getLast());
  }

  @Test
  void whatTheLibraryHasWrittenTakesRoomUntilALaterMessageIsAnswered() throws Exception {
    SharedOutput out = new SharedOutput(new Wire());
    publisher.start(out, 10, 10, BUFFER);
    for (int packet = 0; packet <= Publisher.UNWAITED_BYTES / Publisher.EACH_BYTES; packet++) {
      out.write(new byte[4], 0, 4);
      out.flush();
    }
    writers.clear();
    wire.clear();
    send(1, "a");
    written();
    assertEquals("mqtt-out", writers.getLast());
    assertEquals(1, publisher.answered(Publisher.ID_MIN));
    publisher.makeRoom();
    wire.clear();
    send(2, "b");
    written();
    assertEquals(2, publisher.answered(Publisher.ID_MIN + 1));
  }

  @Test
  void anAnswerToWhatHasNotLeftIsALie() throws Exception {
    publisher.start(new SharedOutput(new Wire()), 100, 1, BUFFER);
    publish(1, "a");
    publish(2, "b");
    publisher.flush();
    assertThrows(Publisher.NotSent.class, () -> publisher.answered(Publisher.ID_MIN + 1));
    assertEquals(1, publisher.answered(Publisher.ID_MIN));
    publisher.makeRoom();
    assertEquals(2, publisher.answered(Publisher.ID_MIN + 1));
  }

  @Test
  void whatIsTakenWhileAnotherWritesIsWrittenByThatOne() throws Exception {
    Phaser gate = new Phaser(2);
    publisher.start(
        new SharedOutput(
            new OutputStream() {
              @Override
              public void write(int one) {
                throw new AssertionError("packets go whole");
              }

              @Override
              public void write(byte[] bytes, int offset, int length) {
                if (wire.isEmpty()) {
                  gate.arriveAndAwaitAdvance(); // the write is under way
                  gate.arriveAndAwaitAdvance(); // and may end
                }
                writers.add(Thread.currentThread().getName());
                wire.add(Arrays.copyOfRange(bytes, offset, offset + length));
              }
            }),
        10,
        10,
        BUFFER);
    publish(1, "a");
    Thread other = Thread.ofPlatform().name("other").start(publisher::flush);
    gate.arriveAndAwaitAdvance();
    publish(2, "b");
    publisher.flush(); // does not wait
    gate.arriveAndAwaitAdvance();
    other.join();
    assertEquals(2, wire.size());
    assertEquals(List.of("other", "other"), List.copyOf(writers));
  }

  @Test
  void aBrokenWireIsToldOnceAndNothingIsTakenAfterIt() throws Exception {
    publisher.start(
        new SharedOutput(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                throw new IOException("cut");
              }
            }),
        10,
        10,
        BUFFER);
    publish(1, "a");
    publisher.flush();
    assertEquals("cut", Objects.requireNonNull(failures.poll(60, TimeUnit.SECONDS)).getMessage());
    assertFalse(publish(2, "b"));
    assertTrue(failures.isEmpty());
  }
}
