/**
 * Servers on several machines that are operated together: what each says of itself in a registry,
 * the orders it obeys, and what {@code serval cluster} does with them.
 *
 * <p>{@link dev.serval.master.cluster.NodeFacts}, {@link dev.serval.master.cluster.Orders}, {@link
 * dev.serval.master.cluster.Standing} and {@link dev.serval.master.cluster.ClusterTable} are pure.
 * {@link dev.serval.master.cluster.Registrar} has a thread in a server; the others run in the
 * command line.
 */
@NullMarked
package dev.serval.master.cluster;

import org.jspecify.annotations.NullMarked;
