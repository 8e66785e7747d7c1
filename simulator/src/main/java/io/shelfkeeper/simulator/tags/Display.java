package io.shelfkeeper.simulator.tags;

import io.shelfkeeper.simulator.models.LineDevice;
import io.shelfkeeper.simulator.models.Reply;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.world.CannotDo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Far end of a Waveshare 4.3 inch e-paper module, which is a price tag on a wire of its own. Plays
 * shapes with straight sides; text and pictures from its card it refuses. Without a supply it keeps
 * what it shows and forgets what was drawn since.
 */
public final class Display implements LineDevice, PlayedTag {
  public static final int WIDTH = 800;
  public static final int HEIGHT = 600;

  private static final long MILLI = 1_000_000L;
  private static final int BAUD = 115_200;
  private static final long BOOT_NANOS = 3_000 * MILLI;
  private static final long THINKING_NANOS = MILLI;

  /** It answers when the panel has stopped flickering, as the less pleasant reading has it. */
  private static final long REFRESH_NANOS = 2_500 * MILLI;

  private static final int HANDSHAKE = 0x00;
  private static final int SLEEP = 0x08;
  private static final int REFRESH = 0x0A;
  private static final int ROTATE = 0x0D;
  private static final int COLOURS = 0x10;
  private static final int PIXEL = 0x20;
  private static final int FILLED = 0x24;
  private static final int OUTLINE = 0x25;
  private static final int CLEAR = 0x2E;

  /** Settings that change nothing here: storage and size of letters. */
  private static final Set<Integer> SETTINGS = Set.of(0x07, 0x1E, 0x1F);

  private static final Shade[] GREYS = {
    Shade.BLACK, Shade.DARK_GREY, Shade.LIGHT_GREY, Shade.PAPER
  };

  private final String id;
  private final TagPlan plan;
  private final Troubles troubles;
  private final Drawn drawn;
  private final Agenda agenda = new Agenda();
  private final DisplayEar ear = new DisplayEar();
  private final Shade[] sheet = new Shade[WIDTH * HEIGHT];

  private int life;
  private long deafUntil;
  private boolean asleep;
  private boolean upsideDown;
  private Shade front = Shade.BLACK;
  private Shade back = Shade.PAPER;

  private boolean silent;
  private Glass glass = Glass.blank(WIDTH, HEIGHT);
  private long heardNanos;
  private int commands;
  private int shapes;
  private int pictures;

  Display(String id, TagPlan plan, Troubles troubles, Drawn drawn) {
    this.id = id;
    this.plan = plan;
    this.troubles = troubles;
    this.drawn = drawn;
    Arrays.fill(sheet, Shade.PAPER);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int baud(long nanos) {
    return BAUD;
  }

  @Override
  public void powerCycle(long nanos) {
    life++;
    deafUntil = nanos + BOOT_NANOS;
    asleep = false;
    upsideDown = false;
    front = Shade.BLACK;
    back = Shade.PAPER;
    Arrays.fill(sheet, Shade.PAPER);
  }

  @Override
  public List<Reply> idle(long nanos) {
    if (troubles.take(id, Trouble.POWER_CYCLE)) {
      powerCycle(nanos);
    }
    agenda.run(nanos);
    return List.of();
  }

  @Override
  public long wakeNanos() {
    return agenda.nextNanos();
  }

  @Override
  public List<Reply> hear(byte[] bytes, long nanos) {
    List<Reply> replies = new ArrayList<>(idle(nanos));
    boolean dead = silent || troubles.on(id, Trouble.SILENT, nanos);
    for (byte[] frame : ear.frames(bytes, nanos)) {
      if (dead || asleep || nanos < deafUntil) {
        continue;
      }
      heardNanos = nanos;
      commands++;
      int command = frame[DisplayEar.COMMAND_AT] & 0xFF;
      String answer = obey(command, DisplayEar.numbers(frame), nanos);
      long thinking = command == REFRESH ? REFRESH_NANOS : THINKING_NANOS;
      replies.add(new Reply(NodeEar.text(answer), thinking, BAUD));
    }
    return replies;
  }

  private String obey(int command, int[] data, long nanos) {
    switch (command) {
      case HANDSHAKE -> {}
      case SLEEP -> asleep = true;
      case REFRESH -> refresh(nanos);
      case ROTATE -> upsideDown = data[0] == 1;
      case COLOURS -> {
        front = GREYS[data[0] & 3];
        back = GREYS[data[1] & 3];
      }
      case CLEAR -> Arrays.fill(sheet, back);
      case PIXEL -> fill(word(data, 0), word(data, 1), word(data, 0), word(data, 1));
      case FILLED, OUTLINE ->
          rectangle(command == FILLED, word(data, 0), word(data, 1), word(data, 2), word(data, 3));
      default -> {
        return SETTINGS.contains(command) ? "OK" : "Error:20";
      }
    }
    return "OK";
  }

  private static int word(int[] data, int index) {
    return data[2 * index] << 8 | data[2 * index + 1];
  }

  private void rectangle(boolean filled, int left, int top, int right, int bottom) {
    if (filled) {
      fill(left, top, right, bottom);
    } else {
      fill(left, top, right, top);
      fill(left, bottom, right, bottom);
      fill(left, top, left, bottom);
      fill(right, top, right, bottom);
    }
  }

  private void fill(int left, int top, int right, int bottom) {
    shapes++;
    for (int y = Math.max(0, top); y <= Math.min(bottom, HEIGHT - 1); y++) {
      for (int x = Math.max(0, left); x <= Math.min(right, WIDTH - 1); x++) {
        int at = y * WIDTH + x;
        sheet[upsideDown ? sheet.length - 1 - at : at] = front;
      }
    }
  }

  private void refresh(long nanos) {
    Glass next = Glass.painted(WIDTH, HEIGHT, (x, y) -> sheet[y * WIDTH + x]);
    int then = life;
    agenda.at(
        nanos + REFRESH_NANOS,
        _ -> {
          if (life == then) {
            glass = next;
            pictures++;
            drawn.shows(plan, next);
          }
        });
  }

  @Override
  public void silent(boolean is, long nanos) {
    silent = is;
  }

  @Override
  public void restart(long nanos) {
    powerCycle(nanos);
  }

  @Override
  public void battery(int millivolts, long nanos) throws CannotDo {
    throw new CannotDo("The tag " + plan.tag() + " has no battery", "Name one by radio");
  }

  /** Nothing is lost on its wire; a bus has faults of its own. */
  @Override
  public void loss(double share, long nanos) {}

  @Override
  public TagState state(long nanos) {
    agenda.run(nanos);
    String shown = pictures == 0 ? "" : "%08x".formatted(glass.hashCode());
    return new TagState(
        plan, silent, 0, heardNanos, commands, shapes, pictures, Set.of(), shown, glass);
  }
}
