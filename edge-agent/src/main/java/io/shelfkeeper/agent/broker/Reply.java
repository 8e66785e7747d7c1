package io.shelfkeeper.agent.broker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the answer to one request, a little at a time. The library's own tokens cannot be asked
 * twice: a wait that ran out marks them as failed for ever.
 */
final class Reply implements MqttActionListener {
  private final CompletableFuture<IMqttToken> answer = new CompletableFuture<>();

  @Override
  public void onSuccess(IMqttToken token) {
    answer.complete(token);
  }

  @Override
  public void onFailure(IMqttToken token, Throwable cause) {
    answer.completeExceptionally(cause);
  }

  /**
   * @return the answer, or null if it has not come in time
   * @throws MqttException if the request failed
   */
  @Nullable IMqttToken within(long millis) throws MqttException {
    try {
      return answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MqttException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof MqttException known ? known : new MqttException(e.getCause());
    }
  }
}
