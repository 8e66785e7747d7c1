package io.shelfkeeper.deploy.guest;

/**
 * What a program in the guest tells the one outside that will cut its power: a line on the guest's
 * console. It is outside when this returns, so a cut that comes later does not take it back.
 */
final class Told {
  static final String MARK = "told: ";

  private Told() {}

  static void say(String what) {
    System.out.println(MARK + what);
  }
}
