package dev.serval.uwsgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Packets as plain bytes. */
final class Bytes {

    /**
     * What uWSGI's router sent for {@code curl 'http://127.0.0.1:18100/a%20b/c?x=1&y=%2F' -H
     * 'X-Foo: bar'}, captured.
     */
    static final byte[] CAPTURED =
            hex(
                    """
                    004e0100
                    0e00524551554553545f4d4554484f44 0300474554
                    0900504154485f494e464f 06002f6120622f63
                    0b00524551554553545f555249 12002f61253230622f633f783d3126793d253246
                    0c0051554552595f535452494e47 0900783d3126793d253246
                    0f005345525645525f50524f544f434f4c 0800485454502f312e31
                    0b005343524950545f4e414d45 0000
                    0b005345525645525f4e414d45 0200766d
                    0b005345525645525f504f5254 05003138313030
                    0c0055575347495f524f55544552 040068747470
                    0b0052454d4f54455f41444452 09003132372e302e302e31
                    0b0052454d4f54455f504f5254 05003338353738
                    0900485454505f484f5354 0f003132372e302e302e313a3138313030
                    0f00485454505f555345525f4147454e54 0b006375726c2f372e38382e31
                    0b00485454505f414343455054 03002a2f2a
                    0a00485454505f585f464f4f 0300626172
                    """);

    private Bytes() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** A packet of modifiers 0 with these variables, key before value, and no body. */
    static byte[] packet(String... keysAndValues) {
        ByteBuf out = Unpooled.buffer();
        VarsWriter writer = VarsWriter.into(out, 0, 0);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            writer.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        writer.finish();
        return drain(out);
    }

    /** A prefix that claims this many bytes, and the bytes. */
    static byte[] prefixed(int claimed, byte[] block) {
        return join(new byte[] {0, (byte) claimed, (byte) (claimed >> 8), 0}, block);
    }

    static byte[] join(byte[]... parts) {
        return drain(Unpooled.copiedBuffer(parts));
    }

    static byte[] drain(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes).release();
        return bytes;
    }

    /** Pieces of one length, the last one perhaps shorter. */
    static List<byte[]> split(byte[] bytes, int length) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += length) {
            pieces.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length)));
        }
        return pieces;
    }
}
