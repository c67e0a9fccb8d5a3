/**
 * What streams of HTTP/2 and of HTTP/3 have in common: the heads of their messages.
 *
 * <p>Pure; knows no channel and no frame.
 */
@NullMarked
package dev.serval.router.stream;

import org.jspecify.annotations.NullMarked;
