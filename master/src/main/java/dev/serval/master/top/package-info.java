/**
 * {@code serval top}: {@link dev.serval.master.top.Snapshot} is what the server said at one moment,
 * {@link dev.serval.master.top.Screen} makes lines of two of them and is pure, {@link
 * dev.serval.master.top.Top} asks, draws and listens to keys.
 */
@NullMarked
package dev.serval.master.top;

import org.jspecify.annotations.NullMarked;
