package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.log.EventLog;
import dev.serval.control.option.Address;
import dev.serval.control.option.BackendAddress;
import dev.serval.control.option.OptionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of backends, on a thread of its own. A change counts when two looks in a row have seen the
 * same, so that a file that is being written is not taken for a whole one. A mistake changes
 * nothing.
 */
final class FileWatch implements Watch {

    private static final Duration LOOK = Duration.ofMillis(500);

    private record Stamp(FileTime time, long size, @Nullable Object key) {}

    private final Path file;
    private final Listener listener;
    private final Thread thread;

    private FileWatch(Path file, Listener listener) {
        this.file = file;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("upstreams " + file).unstarted(this::run);
    }

    static FileWatch start(Path file, Listener listener) {
        FileWatch made = new FileWatch(file, listener);
        made.thread.start();
        return made;
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    private void run() {
        Stamp taken = stamp();
        read();
        Stamp before = taken;
        try {
            while (true) {
                Thread.sleep(LOOK);
                Stamp now = stamp();
                if (now.equals(before) && !now.equals(taken)) {
                    taken = now;
                    read();
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (IOException e) {
            return new Stamp(FileTime.fromMillis(0), -1, null);
        }
    }

    private void read() {
        try {
            List<Backend> found = new ArrayList<>();
            for (Backend each : UpstreamFile.read(file)) {
                found.add(lookedUp(each));
            }
            listener.found(found);
            EventLog.line("%s: %d backends".formatted(file, found.size()));
        } catch (OptionException e) {
            EventLog.block(e.getMessage() + "\nthe backends of before stay");
        } catch (UnknownHostException e) {
            EventLog.line(
                    "%s: the host %s is not known; the backends of before stay"
                            .formatted(file, e.getMessage()));
        }
    }

    /** Here, since a router's loop must not wait for DNS. */
    static Backend lookedUp(Backend backend) throws UnknownHostException {
        Address address = backend.address().address();
        if (address.unix()) {
            return backend;
        }
        String ip = Objects.requireNonNull(InetAddress.getByName(address.host()).getHostAddress());
        BackendAddress found =
                new BackendAddress(backend.address().http(), new Address(ip, address.port(), ""));
        return Backend.at(found)
                .weighing(backend.weight())
                .ranking(backend.priority())
                .in(backend.zone())
                .modified(backend.modifier1());
    }
}
