/**
 * The Emperor: one server for each file in a folder. {@link dev.serval.master.emperor.Empire}
 * decides and is pure, {@link dev.serval.master.emperor.Emperor} does.
 */
@NullMarked
package dev.serval.master.emperor;

import org.jspecify.annotations.NullMarked;
