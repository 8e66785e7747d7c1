/** The site file: what people write about a shop, read, checked and handed on. */
package io.shelfkeeper.agent.config;
