/**
 * Sessions of WARs in a cache that all workers share, instead of one worker's memory.
 *
 * <p>Knows the engine's sessions and {@link dev.serval.app.Cache}; no request, and no process.
 */
@NullMarked
package dev.serval.adapter.war.session;

import org.jspecify.annotations.NullMarked;
