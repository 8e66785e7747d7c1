package io.shelfkeeper.deploy.guest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One {@link PinShop} for all tests of a class: to open it takes longer than most of them. */
final class OpenPinShop implements BeforeAllCallback, AfterAllCallback {
  private final int pulseMillis;
  private @Nullable PinShop shop;

  OpenPinShop(int pulseMillis) {
    this.pulseMillis = pulseMillis;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    shop = PinShop.open(pulseMillis);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (shop != null) {
      shop.close();
    }
  }

  PinShop shop() {
    if (shop == null) {
      throw new IllegalStateException("no shop is open");
    }
    return shop;
  }
}
