/**
 * What a router does in {@code serval dev} and nowhere else: requests wait while the application is
 * loaded anew, a browser is told what has changed, and sees what is wrong with the sources.
 *
 * <p>Knows drafts by what the master says of them, no file and no compiler. Everything runs on the
 * loop of the client it is for, but {@link dev.serval.router.dev.Drafts}, which all loops share.
 */
@NullMarked
package dev.serval.router.dev;

import org.jspecify.annotations.NullMarked;
