package io.shelfkeeper.agent.core.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.shelfkeeper.agent.core.trust.SignedManifest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Planograms among the other documents: the manifest by its purpose, parts by their hashes. */
class PlanogramDocumentsTest {
  private static final byte[] PART = "{\"bays\":[]}".getBytes(StandardCharsets.UTF_8);

  private final PriceShop shop = new PriceShop();

  private byte[] manifest(long version) throws GeneralSecurityException {
    return shop.pricer.sign(
        """
        {"purpose":"shelfkeeper-planogram-1","tenant":"acme","site":"shop-1","version":%d,\
        "apply":"now","parts":["%s"]}\
        """
            .formatted(version, SignedManifest.hash(PART)));
  }

  @Test
  void aPartComesBehindItsManifestAndAmongPricesAndNotBefore() throws Exception {
    shop.document(PART);
    assertEquals(List.of("refused  unwanted"), shop.news());
    shop.document(manifest(1));
    shop.list(1, "now", PriceShop.part("tea", 7));
    assertNull(shop.planograms().due());
    shop.document(PART);
    assertNotNull(shop.planograms().due());
    assertEquals(7, shop.tea());
    shop.document(PART);
    assertEquals("planogram 1 waits for ", shop.news().getLast(), "once more is no news");
  }

  @Test
  void anOldOneIsRefusedWithItsName() throws Exception {
    shop.document(manifest(2));
    shop.document(manifest(1));
    assertEquals(
        List.of("planogram 2 waits for parts", "refused planogram/1 old_version"), shop.news());
  }
}
