package dev.serval.worker.serve;

import dev.serval.control.log.EventLog;
import dev.serval.uwsgi.Vars;
import dev.serval.worker.spool.Queues;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that comes as a uwsgi packet, modifier 17, and its answer: modifier 255 with modifier2 1 if
 * it was taken, 0 if not, as uWSGI's spooler plugin has it. The connection ends with it.
 */
final class SpoolReply {

    private static final int MODIFIER = 255;

    private SpoolReply() {}

    /** Event loop; the disk is waited for on another thread. */
    static void submit(Queues queues, Channel channel, Vars packet) {
        Map<String, String> job = new LinkedHashMap<>();
        packet.forEach(job::put);
        Thread.ofVirtual().name("spool").start(() -> answer(channel, queues.submit(job)));
    }

    private static void answer(Channel channel, @Nullable String fault) {
        if (fault != null) {
            EventLog.line("a job was refused: %s".formatted(fault));
        }
        ByteBuf reply = channel.alloc().buffer(4);
        reply.writeByte(MODIFIER).writeShortLE(0).writeByte(fault == null ? 1 : 0);
        channel.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
    }
}
