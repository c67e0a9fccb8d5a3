package dev.serval.worker;

import dev.serval.worker.call.Service;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;

/**
 * Looks once a second at what is left on the heap after a collection, and at what classes take. A
 * thread of its own, and only where a limit is set: the JVM's management classes are not free.
 */
final class HeapWatch {

    private final long heapBytes;
    private final long metaspaceBytes;
    private final Service.Distress distress;

    /**
     * @param heapBytes 0 for no limit
     * @param metaspaceBytes 0 for no limit
     * @param distress told each second while a limit is exceeded
     */
    HeapWatch(long heapBytes, long metaspaceBytes, Service.Distress distress) {
        this.heapBytes = heapBytes;
        this.metaspaceBytes = metaspaceBytes;
        this.distress = distress;
    }

    void start() {
        if (heapBytes > 0 || metaspaceBytes > 0) {
            Thread.ofPlatform().daemon().name("heap-watch").start(this::watch);
        }
    }

    private void watch() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                look();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it; the worker would only lose its watch.
            return;
        }
    }

    private void look() {
        long heap = 0;
        long metaspace = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && left != null) {
                heap += left.getUsed();
            }
            if (pool.getName().equals("Metaspace")) {
                metaspace = pool.getUsage().getUsed();
            }
        }
        if (heapBytes > 0 && heap > heapBytes) {
            distress.unfit("has %d MiB on its heap after a collection".formatted(heap >> 20));
        }
        if (metaspaceBytes > 0 && metaspace > metaspaceBytes) {
            distress.unfit("has %d MiB of classes".formatted(metaspace >> 20));
        }
    }
}
