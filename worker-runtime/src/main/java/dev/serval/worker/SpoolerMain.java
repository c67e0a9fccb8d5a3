package dev.serval.worker;

import dev.serval.control.link.Role;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;

/** The spooler process's entry point. */
public final class SpoolerMain {

    private SpoolerMain() {}

    /** Started by the master only. */
    public static void main(String[] args) throws InterruptedException {
        AppMain.prepare(Role.SPOOLER);
        EventLoop loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()).next();
        AppMain.run(
                Role.SPOOLER, loop, (slot, seat, master) -> new Spooler(loop, slot, seat, master));
    }
}
