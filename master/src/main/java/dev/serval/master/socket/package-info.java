/**
 * The listening sockets. The master opens every one of them once and keeps them for as long as it
 * lives; children accept on copies of the descriptors.
 *
 * <p>Knows no child and no configuration. Called by the main thread before anything is spawned.
 */
@NullMarked
package dev.serval.master.socket;

import org.jspecify.annotations.NullMarked;
