package io.shelfkeeper.agent.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shelfkeeper.agent.core.facts.Channel;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topics of one device. No other place writes a topic. */
final class Topics {
  private static final String VERSION = "sk/v1/";

  private final Map<Channel, String> byChannel = new EnumMap<>(Channel.class);
  private final Map<Channel, byte[]> bytes = new EnumMap<>(Channel.class);
  private final String down;

  Topics(String site, String device) {
    down = VERSION + site + "/" + device + "/dn/+";
    for (Channel channel : Channel.values()) {
      String topic = VERSION + site + "/" + device + "/" + channel.path();
      byChannel.put(channel, topic);
      bytes.put(channel, topic.getBytes(UTF_8));
    }
  }

  String of(Channel channel) {
    String topic = byChannel.get(channel);
    if (topic == null) {
      throw new IllegalArgumentException("no topic for " + channel);
    }
    return topic;
  }

  byte[] bytesOf(Channel channel) {
    byte[] topic = bytes.get(channel);
    if (topic == null) {
      throw new IllegalArgumentException("no topic for " + channel);
    }
    return topic;
  }

  /** The channel of one of our own topics, or null if it is none. */
  @Nullable Channel channel(String topic) {
    for (Map.Entry<Channel, String> entry : byChannel.entrySet()) {
      if (entry.getValue().equals(topic)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** The filter for everything that the backend sends to us. */
  String down() {
    return down;
  }
}
