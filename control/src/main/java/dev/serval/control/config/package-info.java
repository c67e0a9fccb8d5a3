/**
 * The settings of each child process, as records with a flat form for the link.
 *
 * <p>The operator's side (options, files, errors) is {@code dev.serval.control.option}. A child
 * reads only this package: no parser, no file, no default lives here.
 */
@NullMarked
package dev.serval.control.config;

import org.jspecify.annotations.NullMarked;
