/**
 * Looks whether this machine has what a server needs, before it is started. {@link
 * dev.serval.master.doctor.Diagnosis} judges and is pure; {@link dev.serval.master.doctor.Machine}
 * and {@link dev.serval.master.doctor.Doors} look.
 */
@NullMarked
package dev.serval.master.doctor;

import org.jspecify.annotations.NullMarked;
