package dev.serval.worker;

import dev.serval.control.board.CoreCell;
import dev.serval.control.board.Vitals;
import dev.serval.control.config.WorkerConfig;
import dev.serval.worker.call.Service;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Looks once a second at collections and memory: for the statistics, and for limits on what is left
 * on the heap after a collection and on what classes take. A thread of its own, and only where
 * somebody wants to know: the JVM's management classes take a megabyte.
 */
final class VitalsWatch {

    private final CoreCell cell;
    private final WorkerConfig.Wear limits;
    private final boolean shown;
    private final Service.Distress distress;
    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    private final List<GarbageCollectorMXBean> collectors =
            ManagementFactory.getGarbageCollectorMXBeans();
    private final List<BufferPoolMXBean> buffers =
            ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);

    private VitalsWatch(
            CoreCell cell, WorkerConfig.Wear limits, boolean shown, Service.Distress distress) {
        this.cell = cell;
        this.limits = limits;
        this.shown = shown;
        this.distress = distress;
    }

    /**
     * Begins to look, if there is anything to look for.
     *
     * @param cell where it is shown
     * @param distress told each second while a limit is exceeded
     */
    static void start(CoreCell cell, WorkerConfig config, Service.Distress distress) {
        WorkerConfig.Wear limits = config.wear();
        if (config.vitals() || limits.heapBytes() > 0 || limits.metaspaceBytes() > 0) {
            Thread.ofPlatform()
                    .daemon()
                    .name("vitals")
                    .start(() -> new VitalsWatch(cell, limits, config.vitals(), distress).watch());
        }
    }

    private void watch() {
        try {
            while (true) {
                look();
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it; the worker would only lose its watch.
            return;
        }
    }

    private void look() {
        long heap = 0;
        long metaspace = 0;
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage left = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && left != null) {
                heap += left.getUsed();
            }
            if (pool.getName().equals("Metaspace")) {
                metaspace = pool.getUsage().getUsed();
            }
        }
        if (shown) {
            cell.vitals(vitals(metaspace));
        }
        if (limits.heapBytes() > 0 && heap > limits.heapBytes()) {
            distress.unfit("has %d MiB on its heap after a collection".formatted(heap >> 20));
        }
        if (limits.metaspaceBytes() > 0 && metaspace > limits.metaspaceBytes()) {
            distress.unfit("has %d MiB of classes".formatted(metaspace >> 20));
        }
    }

    private Vitals vitals(long metaspace) {
        return new Vitals(
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum(),
                TimeUnit.MILLISECONDS.toMicros(
                        collectors.stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                .sum()),
                metaspace,
                buffers.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
    }
}
