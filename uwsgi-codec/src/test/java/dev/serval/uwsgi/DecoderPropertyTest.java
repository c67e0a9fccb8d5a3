package dev.serval.uwsgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;

class DecoderPropertyTest {

    private static final Arbitrary<String> BYTES =
            Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(40);

    @Property
    void whatIsWrittenIsRead(@ForAll("pairs") List<Tuple2<String, String>> pairs) {
        ByteBuf out = Unpooled.buffer();
        VarsWriter writer = VarsWriter.into(out, 0, 0);
        pairs.forEach(pair -> writer.put(pair.get1(), pair.get2()));
        writer.finish();
        List<Tuple2<String, String>> read = new ArrayList<>();
        Vars.read(out.skipBytes(UwsgiRequestDecoder.PREFIX_BYTES), pairs.size())
                .forEach((key, value) -> read.add(Tuple.of(key, value)));

        assertThat(read).isEqualTo(pairs);
    }

    @Property
    void keptPacketsAreReadAlikeHoweverTheyAreSplit(
            @ForAll("packets") List<byte[]> packets,
            @ForAll @IntRange(min = 1, max = 50) int size) {
        byte[] bytes = Bytes.join(packets.toArray(new byte[0][]));
        List<String> whole = Transcript.ofRequests(bytes);

        assertThat(pieces(bytes, size)).isEqualTo(whole);
        assertThat(whole.stream().filter("end"::equals)).hasSameSizeAs(packets);
    }

    @Property
    void arbitraryBytesAreReadOrRefusedAlikeHoweverTheyAreSplit(
            @ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 50) int size) {
        assertThat(pieces(bytes, size)).isEqualTo(Transcript.ofRequests(bytes));
    }

    @Property(tries = 1000)
    void aDamagedPacketIsReadOrRefusedAlikeHoweverItIsSplit(
            @ForAll("packets") List<byte[]> packets,
            @ForAll List<Integer> places,
            @ForAll byte damage,
            @ForAll @IntRange(min = 1, max = 50) int size) {
        byte[] bytes = Bytes.join(packets.toArray(new byte[0][]));
        for (int place : places) {
            bytes[Math.floorMod(place, bytes.length)] ^= damage;
        }

        assertThat(pieces(bytes, size)).isEqualTo(Transcript.ofRequests(bytes));
    }

    @Provide
    Arbitrary<List<Tuple2<String, String>>> pairs() {
        Arbitrary<String> keys = BYTES.filter(key -> !key.isEmpty());
        return Combinators.combine(keys, BYTES).as(Tuple::of).list().ofMinSize(1).ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<byte[]>> packets() {
        return Arbitraries.oneOf(BYTES.map(DecoderPropertyTest::counted), chunks())
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<byte[]> chunks() {
        return BYTES.filter(chunk -> !chunk.isEmpty())
                .list()
                .ofMaxSize(4)
                .map(DecoderPropertyTest::chunked);
    }

    private static byte[] counted(String body) {
        return Bytes.join(
                Bytes.packet(Wire.KEEP, "1", "CONTENT_LENGTH", Integer.toString(body.length())),
                body.getBytes(ISO_8859_1));
    }

    private static byte[] chunked(List<String> chunks) {
        StringBuilder body = new StringBuilder();
        for (String chunk : chunks) {
            body.append("%x\r\n%s\r\n".formatted(chunk.length(), chunk));
        }
        return Bytes.join(
                Bytes.packet(Wire.KEEP, "1", Wire.BODY, "chunked"), Bytes.text(body + "0\r\n\r\n"));
    }

    private static List<String> pieces(byte[] bytes, int size) {
        return Transcript.of(new UwsgiRequestDecoder(65535, 1000), Bytes.split(bytes, size));
    }
}
