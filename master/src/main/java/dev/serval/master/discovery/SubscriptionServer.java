package dev.serval.master.discovery;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.SignRule;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes subscriptions from UDP sockets. What is malformed, or not signed as it must be, is counted
 * and left. Belongs to one event loop.
 */
@ChannelHandler.Sharable
final class SubscriptionServer extends SimpleChannelInboundHandler<DatagramPacket> {

    private final Consumer<Announcement> taken;
    private final Refusals refusals = new Refusals();
    private DiscoveryPlan plan;
    private Stamps stamps;

    /**
     * @param taken told on the loop
     */
    SubscriptionServer(DiscoveryPlan plan, Consumer<Announcement> taken) {
        this.taken = taken;
        this.plan = plan;
        this.stamps = new Stamps(plan.signTolerance().toSeconds());
    }

    /** Other rules count from now on; who has signed when stays known unless the time changes. */
    void follow(DiscoveryPlan next) {
        if (!next.signTolerance().equals(plan.signTolerance())) {
            stamps = new Stamps(next.signTolerance().toSeconds());
        }
        plan = next;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        try {
            PacketFields fields = PacketFields.read(ByteBufUtil.getBytes(packet.content()));
            Announcement said = SubscriptionPacket.announcement(fields);
            if (plan.check().isPresent()) {
                check(plan.check().get(), said, fields);
            }
            taken.accept(said);
        } catch (PacketException e) {
            refuse(packet.sender().getAddress().getHostAddress(), String.valueOf(e.getMessage()));
        }
    }

    void refuse(String from, String why) {
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        refusals.add(from, why, now).ifPresent(EventLog::line);
    }

    /** The cheap questions first: anybody can send us old packets. */
    private void check(SignRule rule, Announcement said, PacketFields fields)
            throws PacketException {
        long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        if (fields.isSigned()) {
            stamps.check(said, now);
        }
        Signing.check(rule, said.host(), fields);
        stamps.take(said);
    }

    /** A datagram that could not be read is lost, and no more than that. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse("the network", "it cannot be read");
    }
}
