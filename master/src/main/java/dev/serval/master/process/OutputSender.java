package dev.serval.master.process;

import dev.serval.control.log.EventLog;
import dev.serval.control.log.StandardOutput;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;

/**
 * A child's second call: it is given a descriptor for the file that our standard output is now. Not
 * that one itself: whoever receives a descriptor changes its flags, for all who have it.
 */
final class OutputSender extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        try {
            int descriptor = StandardOutput.again();
            ctx.writeAndFlush(new FileDescriptor(descriptor))
                    .addListener(_ -> {
                        StandardOutput.close(descriptor);
                        ctx.close();
                    });
        } catch (IOException e) {
            EventLog.line("log: no descriptor for a child: " + e.getMessage());
            ctx.close();
        }
    }
}
