/** Applications that only tests run: one that tells what it was asked, and some that fail. */
@NullMarked
package dev.serval.systemtests.apps;

import org.jspecify.annotations.NullMarked;
