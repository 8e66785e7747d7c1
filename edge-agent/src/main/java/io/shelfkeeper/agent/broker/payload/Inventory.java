package io.shelfkeeper.agent.broker.payload;

import java.util.List;

/** What is wired to this device, as its site file says; told in each birth message. */
public record Inventory(List<Bus> buses, List<Device> devices) {
  public static final Inventory EMPTY = new Inventory(List.of(), List.of());

  public Inventory {
    buses = List.copyOf(buses);
    devices = List.copyOf(devices);
  }

  /**
   * @param link how it is reached, in one word: {@code serial} or {@code tcp}
   */
  public record Bus(String id, String link) {}

  /**
   * @param model name of the driver
   * @param address address on its bus
   * @param cell the weighing cell that it reads, empty if it is no scale
   */
  public record Device(String id, String model, String bus, int address, String cell) {}
}
