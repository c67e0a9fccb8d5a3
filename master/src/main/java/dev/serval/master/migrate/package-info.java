/** {@code serval migrate}: what a configuration of uWSGI's is in ours, and what of it is not. */
@NullMarked
package dev.serval.master.migrate;

import org.jspecify.annotations.NullMarked;
