package dev.serval.master.log;

import dev.serval.control.log.EventLog;
import dev.serval.master.command.Commands;
import dev.serval.master.process.LinkServer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The log of a running server. When it is opened anew, this process does so first, then each child
 * is told, and who asked is answered when all of them write to the new file.
 *
 * <p>Requests come on any thread; everything else is on the event loop of the links.
 */
public final class Log implements Commands.LogKeeper {

    private static final long PATIENCE_SECONDS = 10;

    private final EventLoop loop;
    private final LinkServer links;
    private final LogFile file;
    private final String backup;
    private final List<Change> open = new ArrayList<>();
    private int changes;

    /** Children that are still to answer for one change. */
    private record Change(
            int number, Map<Integer, Channel> missing, BiConsumer<Boolean, String> outcome) {}

    /**
     * @param loop of the links
     * @param backup the name of a log that is full; empty for one with the time
     */
    public Log(EventLoop loop, LinkServer links, LogFile file, String backup) {
        this.loop = loop;
        this.links = links;
        this.file = file;
        this.backup = backup;
    }

    @Override
    public void reopen(BiConsumer<Boolean, String> outcome) {
        loop.execute(() -> change(outcome));
    }

    @Override
    public void rotate(BiConsumer<Boolean, String> outcome) {
        loop.execute(() -> {
            try {
                file.moveAway(backup);
                change(outcome);
            } catch (IOException e) {
                tell(outcome, false, e.getMessage() + "; nothing has changed");
            }
        });
    }

    /** The file is larger than it may be. Any thread. */
    public boolean isLargerThan(long bytes) {
        return file.bytes() > bytes;
    }

    private void change(BiConsumer<Boolean, String> outcome) {
        try {
            file.open();
        } catch (IOException e) {
            String reason = "%s cannot be opened: %s".formatted(file.path(), e.getMessage());
            tell(outcome, false, reason + "; nothing has changed");
            return;
        }
        changes++;
        int number = changes;
        Map<Integer, Channel> told = links.outputChanged(number);
        open.add(new Change(number, new HashMap<>(told), outcome));
        told.forEach((pid, link) -> link.closeFuture().addListener(_ -> answered(pid, number)));
        loop.schedule(() -> overdue(number), PATIENCE_SECONDS, TimeUnit.SECONDS);
        settle();
    }

    /** This child writes to the file of this change, or has ended. On the loop. */
    public void answered(int pid, int number) {
        for (Change change : open) {
            if (change.number <= number) {
                change.missing.remove(pid);
            }
        }
        settle();
    }

    private void settle() {
        List<Change> done = open.stream().filter(c -> c.missing.isEmpty()).toList();
        open.removeAll(done);
        done.forEach(c -> tell(c.outcome, true, "all processes write to " + file.path()));
    }

    private void overdue(int number) {
        List<Change> late = open.stream().filter(c -> c.number == number).toList();
        open.removeAll(late);
        for (Change change : late) {
            tell(
                    change.outcome,
                    false,
                    "these processes still write to the file before: "
                            + new TreeSet<>(change.missing.keySet()));
        }
    }

    private static void tell(BiConsumer<Boolean, String> outcome, boolean done, String line) {
        EventLog.line("log: " + line);
        outcome.accept(done, line);
    }
}
