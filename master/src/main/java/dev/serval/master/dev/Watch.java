package dev.serval.master.dev;

import dev.serval.control.log.EventLog;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells which files have changed below some folders, by inotify, once a burst of changes is over:
 * an editor writes, renames and touches for one save. Has a daemon thread of its own.
 */
final class Watch implements AutoCloseable {

    private static final long QUIET_MILLIS = 15;
    private static final long LONGEST_BURST_MILLIS = 300;

    /** Made by tools, large, and changed by builds. */
    private static final Set<String> NOT_OURS = Set.of("target", "build", "node_modules", "out");

    private final WatchService service;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Set<Path> changed = new HashSet<>();
    private final Consumer<Set<Path>> told;
    private boolean complained;

    private Watch(WatchService service, Consumer<Set<Path>> told) {
        this.service = service;
        this.told = told;
    }

    /**
     * Watches from now on.
     *
     * @param folders and all below them
     * @param told of each burst, on the watch's thread
     * @throws IOException if nothing can be watched at all
     */
    static Watch start(List<Path> folders, Consumer<Set<Path>> told) throws IOException {
        Watch watch = new Watch(FileSystems.getDefault().newWatchService(), told);
        folders.forEach(watch::register);
        watch.changed.clear();
        Thread.ofPlatform().daemon().name("dev-watch").start(watch::listen);
        return watch;
    }

    /** A folder that has just come holds files that nobody was told of. */
    private void register(Path folder) {
        try {
            WatchKey key =
                    folder.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
            if (folders.put(key, folder) != null) {
                return;
            }
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
                for (Path each : inside) {
                    if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                        changed.add(each);
                    } else if (isOurs(each)) {
                        register(each);
                    }
                }
            }
        } catch (IOException e) {
            complain(folder, e);
        }
    }

    private static boolean isOurs(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return !name.startsWith(".") && !NOT_OURS.contains(name);
    }

    private void complain(Path folder, IOException e) {
        if (!complained && Files.isDirectory(folder)) {
            complained = true;
            EventLog.line(
                    "dev: %s cannot be watched (%s); raise fs.inotify.max_user_watches, or press r"
                            .formatted(folder, e.getMessage()));
        }
    }

    private void listen() {
        try {
            while (true) {
                take(service.take());
                long end = System.nanoTime() + LONGEST_BURST_MILLIS * 1_000_000;
                WatchKey more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
                while (more != null) {
                    take(more);
                    more =
                            System.nanoTime() < end
                                    ? service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)
                                    : null;
                }
                if (!changed.isEmpty()) {
                    told.accept(Set.copyOf(changed));
                    changed.clear();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // The end of it: somebody else watches, or the process ends.
            changed.clear();
        }
    }

    private void take(WatchKey key) {
        Path folder = folders.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (folder != null && event.context() instanceof Path name) {
                happened(folder.resolve(name), event.kind());
            } else if (folder != null) {
                // Some were missed: all that are there count.
                folders.remove(key);
                register(folder);
            }
        }
        if (!key.reset()) {
            folders.remove(key);
        }
    }

    private void happened(Path file, WatchEvent.Kind<?> kind) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            changed.add(file);
        } else if (kind.equals(StandardWatchEventKinds.ENTRY_CREATE) && isOurs(file)) {
            register(file);
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
