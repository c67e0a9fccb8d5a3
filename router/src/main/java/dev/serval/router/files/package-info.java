/**
 * Files that the router serves itself: which request is for one, what may be opened, and the
 * answer.
 *
 * <p>Knows neither the client's connection nor workers. Whatever asks the file system runs on a few
 * threads of its own ({@link dev.serval.router.files.StaticFiles#find}); everything else is pure.
 */
@NullMarked
package dev.serval.router.files;

import org.jspecify.annotations.NullMarked;
