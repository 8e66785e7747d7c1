package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.facts.Channel;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topics of one device. No other place writes a topic. */
final class Topics {
  private static final String VERSION = "sk/v1/";

  private final Map<Channel, String> byChannel = new EnumMap<>(Channel.class);
  private final String down;

  Topics(String site, String device) {
    down = VERSION + site + "/" + device + "/dn/+";
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

  /** The filter for everything that the backend sends to us. */
  String down() {
    return down;
  }
}
