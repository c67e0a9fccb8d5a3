/** What is said to whoever asks: one screen, a topic, a manual page, completions of shells. */
@NullMarked
package dev.serval.master.help;

import org.jspecify.annotations.NullMarked;
