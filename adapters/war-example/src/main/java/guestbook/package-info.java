/** A guest book as a WAR: pages, sessions, uploads, answers that take their time, a WebSocket. */
@NullMarked
package guestbook;

import org.jspecify.annotations.NullMarked;
