package dev.serval.worker;

import dev.serval.control.link.Role;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;

/** The mule process's entry point. */
public final class MuleMain {

    private MuleMain() {}

    /** Started by the master only. */
    public static void main(String[] args) throws InterruptedException {
        AppMain.prepare(Role.MULE);
        EventLoop loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()).next();
        AppMain.run(
                Role.MULE, loop, (slot, seat, master) -> new MuleDuty(loop, slot, seat, master));
    }
}
