/**
 * What the processes of a server share: caches, locks, topics, calls, a ring. One event loop owns
 * all of it.
 */
@NullMarked
package dev.serval.master.hub;

import org.jspecify.annotations.NullMarked;
