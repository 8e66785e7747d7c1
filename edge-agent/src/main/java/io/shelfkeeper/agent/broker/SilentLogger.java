package io.shelfkeeper.agent.broker;

import java.util.ResourceBundle;
import org.eclipse.paho.mqttv5.client.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The library's log, which nobody reads: what it tells us by its callbacks is told better by us.
 * The library makes one of these for each message, and the usual one costs more than the message.
 */
public final class SilentLogger implements Logger {
  @Override
  public void initialise(ResourceBundle catalog, String loggerId, @Nullable String resource) {}

  @Override
  public void setResourceName(String name) {}

  @Override
  public boolean isLoggable(int level) {
    return false;
  }

  @Override
  public void severe(String type, String method, String message) {}

  @Override
  public void severe(String type, String method, String message, Object[] inserts) {}

  @Override
  public void severe(
      String type, String method, String message, Object[] inserts, Throwable thrown) {}

  @Override
  public void warning(String type, String method, String message) {}

  @Override
  public void warning(String type, String method, String message, Object[] inserts) {}

  @Override
  public void warning(
      String type, String method, String message, Object[] inserts, Throwable thrown) {}

  @Override
  public void info(String type, String method, String message) {}

  @Override
  public void info(String type, String method, String message, Object[] inserts) {}

  @Override
  public void info(
      String type, String method, String message, Object[] inserts, Throwable thrown) {}

  @Override
  public void config(String type, String method, String message) {}

  @Override
  public void config(String type, String method, String message, Object[] inserts) {}

  @Override
  public void config(
      String type, String method, String message, Object[] inserts, Throwable thrown) {}

  @Override
  public void fine(String type, String method, String message) {}

  @Override
  public void fine(String type, String method, String message, Object[] inserts) {}

  @Override
  public void fine(
      String type, String method, String message, Object[] inserts, Throwable thrown) {}

  @Override
  public void finer(String type, String method, String message) {}

  @Override
  public void finer(String type, String method, String message, Object[] inserts) {}

  @Override
  public void finer(
      String type, String method, String message, Object[] inserts, Throwable thrown) {}

  @Override
  public void finest(String type, String method, String message) {}

  @Override
  public void finest(String type, String method, String message, Object[] inserts) {}

  @Override
  public void finest(
      String type, String method, String message, Object[] inserts, Throwable thrown) {}

  @Override
  public void log(
      int level, String type, String method, String message, Object[] inserts, Throwable thrown) {}

  @Override
  public void trace(
      int level, String type, String method, String message, Object[] inserts, Throwable thrown) {}

  @Override
  public String formatMessage(String message, Object[] inserts) {
    return message;
  }

  @Override
  public void dumpTrace() {}
}
