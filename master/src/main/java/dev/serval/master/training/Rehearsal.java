package dev.serval.master.training;

import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.control.link.ToMaster;
import dev.serval.master.process.ChildCommand;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.process.Launcher;
import dev.serval.master.process.LinkServer;
import dev.serval.master.program.Programs;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.ExitStatus;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** One router and one worker: started, sent requests, drained. On the training's thread. */
final class Rehearsal implements AutoCloseable {

    private static final List<Role> CAST = List.of(Role.ROUTER, Role.WORKER);
    private static final Duration MERCY = Duration.ofSeconds(10);

    private final Scene scene;
    private final ChildCommand command;
    private final LinkServer links;
    private final ChildProcesses processes;
    private final Map<Role, CompletableFuture<ExitStatus>> ends = new EnumMap<>(Role.class);
    private final Map<Role, CompletableFuture<Role>> readies = new EnumMap<>(Role.class);

    /**
     * @param loops where links live
     * @param addresses makes an abstract address of a purpose
     */
    Rehearsal(
            Scene scene,
            ChildCommand command,
            EventLoopGroup loops,
            UnaryOperator<String> addresses) {
        this.scene = scene;
        this.command = command;
        for (Role role : CAST) {
            ends.put(role, new CompletableFuture<>());
            readies.put(role, new CompletableFuture<>());
        }
        String link = addresses.apply("training-link");
        this.links = new LinkServer(loops, link, (id, _, message) -> said(id.role(), message));
        String workers = scene.workers().address().substring(1);
        this.processes =
                new ChildProcesses(
                        Launcher.silent(Niceness.prefix(), link, workers),
                        links,
                        Programs.none(),
                        (id, _, status) -> ended(id.role(), status));
    }

    /**
     * From the start to the end of both.
     *
     * @throws IOException if one of them does not do what it should
     */
    void play() throws IOException, InterruptedException {
        long worker = start(Role.WORKER);
        long router = start(Role.ROUTER);
        for (Role role : CAST) {
            await(readies, role);
        }
        processes.tell(router, new ToChild.Roster(List.of(new Member(1, worker, Scene.CORES))));
        Client.exercise(scene.http().port());
        Client.exercise(scene.direct().port());
        processes.tell(router, new ToChild.Roster(List.of()));
        processes.tell(router, new ToChild.Drain(MERCY));
        processes.tell(worker, new ToChild.Drain(MERCY));
        for (Role role : CAST) {
            ExitStatus status = await(ends, role);
            if (!status.equals(new ExitStatus(0))) {
                throw new IOException("the %s in training: %s".formatted(role.word(), status));
            }
        }
    }

    private long start(Role role) throws IOException {
        int seat = role == Role.WORKER ? 1 : 2;
        long pid = processes.spawn(new ChildId(role, 1), seat, 1, scene.handover(role, command));
        Niceness.goFirst(pid);
        return pid;
    }

    private void said(Role role, ToMaster message) {
        CompletableFuture<Role> ready = readies.get(role);
        if (ready != null && message instanceof ToMaster.Ready) {
            ready.complete(role);
        }
    }

    private void ended(Role role, ExitStatus status) {
        readies.getOrDefault(role, new CompletableFuture<>())
                .completeExceptionally(
                        new IOException("the %s in training: %s".formatted(role.word(), status)));
        ends.getOrDefault(role, new CompletableFuture<>()).complete(status);
    }

    private static <T> T await(Map<Role, CompletableFuture<T>> futures, Role role)
            throws IOException, InterruptedException {
        try {
            return futures.getOrDefault(role, new CompletableFuture<>()).get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    /** Kills what is left. */
    @Override
    public void close() {
        processes.all().forEach(child -> processes.kill(child.pid()));
        links.close();
    }
}
