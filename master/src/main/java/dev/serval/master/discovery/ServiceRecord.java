package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * One SRV record (RFC 2782).
 *
 * @param priority those with the lowest are asked first
 * @param weight its share among those of its priority, 0 to 65535
 * @param target the host
 */
record ServiceRecord(int priority, int weight, int port, String target) {

    /**
     * Reads one.
     *
     * @throws IllegalStateException if it is malformed
     */
    static ServiceRecord of(DnsRecord raw) {
        ByteBuf in = content(raw);
        try {
            int priority = in.readUnsignedShort();
            int weight = in.readUnsignedShort();
            int port = in.readUnsignedShort();
            return new ServiceRecord(
                    priority, weight, port, DefaultDnsRecordDecoder.decodeName(in));
        } catch (RuntimeException e) {
            throw new IllegalStateException("an SRV record is malformed", e);
        }
    }

    /**
     * Reads an address of an A or AAAA record.
     *
     * @throws IllegalStateException if it is malformed
     */
    static String ip(DnsRecord raw) {
        try {
            return InetAddress.getByAddress(ByteBufUtil.getBytes(content(raw))).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address record is malformed", e);
        }
    }

    private static ByteBuf content(DnsRecord raw) {
        if (raw instanceof DnsRawRecord record) {
            return record.content().duplicate();
        }
        throw new IllegalStateException("a DNS record has no content");
    }

    /** A backend there. */
    Backend at(BackendAddress address) {
        return Backend.at(address).weighing(Math.max(1, weight)).ranking(priority);
    }
}
