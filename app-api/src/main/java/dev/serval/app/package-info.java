/**
 * The wire between the worker and the application.
 *
 * <p>Depends on the JDK only. Every type is an interface the worker implements or a value the
 * application builds; none holds a socket. Start with {@link dev.serval.app.App}.
 */
@NullMarked
package dev.serval.app;

import org.jspecify.annotations.NullMarked;
