/**
 * Programs that listen on HTTP themselves, run as workers. They have no link: what a worker of ours
 * says and is told is stood in for here, by watching its port and by signals.
 *
 * <p>Decides nothing about who lives, and knows no fleet.
 */
@NullMarked
package dev.serval.master.program;

import org.jspecify.annotations.NullMarked;
