package dev.serval.worker.serve;

import dev.serval.app.SharedException;
import dev.serval.control.log.EventLog;
import dev.serval.uwsgi.Modifiers;
import dev.serval.uwsgi.UwsgiHead;
import dev.serval.uwsgi.Vars;
import dev.serval.worker.call.Service;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What comes as a uwsgi packet and is no request, and its answer: modifier 255 with modifier2 1 if
 * it was taken, 0 if not, as uWSGI has it. The connection ends with it.
 */
final class ControlReply {

    /** Whoever wants to know of signals subscribes to it; a message is one byte, the number. */
    private static final String SIGNALS = "uwsgi.signal";

    private static final int MODIFIER = 255;

    private ControlReply() {}

    /** Event loop; disk and master are waited for on another thread. */
    static void begin(Service service, Channel channel, UwsgiHead packet) {
        Thread.ofVirtual()
                .name("packet " + packet.modifier1())
                .start(() ->
                        answer(
                                channel,
                                packet.modifier1() == Modifiers.SPOOL
                                        ? submitted(service, packet.vars())
                                        : raised(service, packet.modifier2())));
    }

    private static boolean submitted(Service service, Vars packet) {
        Map<String, String> job = new LinkedHashMap<>();
        packet.forEach(job::put);
        String fault = service.spools().submit(job);
        if (fault != null) {
            EventLog.line("a job was refused: %s".formatted(fault));
        }
        return fault == null;
    }

    /** One process that knows of signals decides whom it is for. */
    private static boolean raised(Service service, int number) {
        try {
            boolean taken = service.shared().send(SIGNALS, new byte[] {(byte) number});
            if (!taken) {
                EventLog.line("signal %d was refused: nobody has registered any".formatted(number));
            }
            return taken;
        } catch (SharedException e) {
            EventLog.line("signal %d was refused: %s".formatted(number, e.getMessage()));
            return false;
        }
    }

    private static void answer(Channel channel, boolean taken) {
        ByteBuf reply = channel.alloc().buffer(4);
        reply.writeByte(MODIFIER).writeShortLE(0).writeByte(taken ? 1 : 0);
        channel.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
    }
}
