package io.shelfkeeper.agent.local;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.JournalUse;
import io.shelfkeeper.agent.ports.StaffReplies;
import io.shelfkeeper.agent.ports.StatusReplies;
import io.shelfkeeper.agent.ports.Storage;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Answers {@code status}, and what staff tells, on a socket in the data folder. Asks the loop and
 * hands its answer back; never looks into the core itself, and never lets a client hold more than
 * one short request.
 */
public final class StatusSocket implements StatusReplies, StaffReplies, AutoCloseable {
  private static final long CLIENT_NANOS_MAX = 5_000_000_000L;

  /**
   * Rendered by the socket's own thread: it also asks the file system, and the loop waits for
   * nobody.
   */
  private record Answer(long token, Supplier<byte[]> line) {}

  private final Path data;
  private final StatusJson json;
  private final Inputs inputs;
  private final long clientNanosMax;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final SocketServer<StatusClient> server =
      new SocketServer<>("local", this::welcome, this::reply);

  public StatusSocket(Path data, Identity identity, Storage storage, Inputs inputs) {
    this(data, identity, storage, inputs, CLIENT_NANOS_MAX);
  }

  StatusSocket(Path data, Identity identity, Storage storage, Inputs inputs, long clientNanosMax) {
    this.clientNanosMax = clientNanosMax;
    this.data = data;
    this.json = new StatusJson(identity, storage);
    this.inputs = inputs;
  }

  /**
   * Starts to answer; does nothing if it does already.
   *
   * @throws IOException with what to check; the agent can do its duty without this socket
   */
  public void open() throws IOException {
    if (!server.isOpen()) {
      server.open(StatusPath.bind(data));
    }
  }

  @Override
  public void answer(long token, Status status, JournalUse journal) {
    answer(token, () -> json.line(status, journal));
  }

  @Override
  public void answer(long token, StaffAnswer answer) {
    answer(token, () -> StaffLine.answer(answer));
  }

  private void answer(long token, Supplier<byte[]> line) {
    if (server.isOpen()) {
      answers.add(new Answer(token, line));
      server.wake();
    }
  }

  @Override
  public void close() {
    server.close(StatusPath.of(data));
  }

  private StatusClient welcome(long token, SocketChannel channel, Selector selector)
      throws IOException {
    long until = System.nanoTime() + clientNanosMax;
    return new StatusClient(channel, selector, until, line -> ask(token, line));
  }

  private boolean ask(long token, String line) throws StaffLine.Unclear {
    return inputs.offer(
        line.equals(StatusQuestion.STATUS)
            ? new Input.StatusAsked(token)
            : new Input.StaffAsked(token, StaffLine.request(line)));
  }

  private void reply() {
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      StatusClient client = server.client(answer.token());
      if (client != null) {
        client.send(answer.line().get());
      }
    }
  }
}
