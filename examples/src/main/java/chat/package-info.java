/** A chat room in one page: WebSocket and Server-Sent Events. */
@NullMarked
package chat;

import org.jspecify.annotations.NullMarked;
