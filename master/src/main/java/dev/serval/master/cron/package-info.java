/** Commands of the operator's at times. */
@NullMarked
package dev.serval.master.cron;

import org.jspecify.annotations.NullMarked;
