package dev.serval.worker;

import dev.serval.control.link.ChildLink;
import dev.serval.control.link.Role;
import dev.serval.worker.relay.Relay;

/** The worker process's entry point. */
public final class WorkerMain {

    private WorkerMain() {}

    /** Started by the master only. */
    public static void main(String[] args) throws InterruptedException {
        AppMain.prepare(Role.WORKER);
        Relay relay = Relay.start();
        String shared = System.getenv().getOrDefault(ChildLink.WORKERS, "");
        AppMain.run(
                Role.WORKER,
                relay.loop(),
                (slot, seat, master) -> new Worker(relay, slot, seat, shared, master));
    }
}
