/** Price changes of a whole shop: forecast, planned, told, and followed to the last tag. Pure. */
package io.shelfkeeper.agent.core.tags.campaign;
