package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.facts.Channel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topics of one device. No other place writes a topic. */
final class Topics {
  private static final String VERSION = "sk/v1/";

  private final Map<Channel, String> byChannel = new EnumMap<>(Channel.class);

  Topics(String site, String device) {
    for (Channel channel : Channel.values()) {
      byChannel.put(channel, VERSION + site + "/" + device + "/" + channel.path());
    }
  }

  String of(Channel channel) {
    String topic = byChannel.get(channel);
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

  /** What the backend sends to us. */
  static List<Channel> down() {
    return Arrays.stream(Channel.values())
        .filter(channel -> channel.path().startsWith("dn/"))
        .toList();
  }
}
