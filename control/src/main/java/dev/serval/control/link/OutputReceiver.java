package dev.serval.control.link;

import dev.serval.control.log.EventLog;
import dev.serval.control.log.StandardOutput;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;

/** A child's second call: takes one descriptor, and makes it standard output and error. */
final class OutputReceiver extends ChannelInboundHandlerAdapter {

    private final ChildLink link;
    private final int change;

    OutputReceiver(ChildLink link, int change) {
        this.link = link;
        this.change = change;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        int descriptor = ((FileDescriptor) message).intValue();
        // Not on the loop: the first call into the C library takes some time to prepare.
        Thread.ofPlatform().daemon().name("output").start(() -> take(descriptor));
        ctx.close();
    }

    private void take(int descriptor) {
        try {
            StandardOutput.become(descriptor);
            link.send(new ToMaster.Writes(change));
        } catch (IOException e) {
            EventLog.line("cannot write to the new log file: " + e.getMessage());
        }
    }
}
