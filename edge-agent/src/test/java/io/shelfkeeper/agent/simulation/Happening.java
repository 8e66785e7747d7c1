package io.shelfkeeper.agent.simulation;

/** One kind of thing that happens in a world again and again. */
enum Happening {
  MOVE,
  NOTE,
  CUT_NETWORK,
  SPOIL_NETWORK,
  CUT_POWER,
  LOSE_BACKEND,
  BREAK_BUS,
  JUMP_WALL,
  /** An order that nobody signed. */
  ORDER_FOR_NOTHING,
  /** Shoppers before doors. */
  VISIT,
  REPLAY,
  COUNT,
  HOLD_CELL,
  FILL_DISK,
  CHATTER,
  LIMIT_ROWS,
  FORCE_DOOR,
  SILENCE_BOARD,
  STOP_PROCESS,
  ASK_FOR_STATE,
  RESTART_BROKER,
  COPY_DISK,
  RESTORE_DISK,
  BACK_UP_BACKEND,
  RESTORE_BACKEND,
  DAMAGE_DISK,
  SEND_PRICES,
  SEND_PLANOGRAM
}
