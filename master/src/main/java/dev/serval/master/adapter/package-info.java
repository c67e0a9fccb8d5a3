/** Applications that are written against another interface, and what runs them. Pure. */
@NullMarked
package dev.serval.master.adapter;

import org.jspecify.annotations.NullMarked;
