package dev.serval.master.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What anybody may send to the port for subscriptions. */
class PacketPropertyTest {

    private static final String WORDS =
            "key address proto weight backup unix sign modifier1 shop.example 10.0.0.7:3031"
                    + " /run/shop.sock http://a [::1]:1 127.0.0.1 0 -1 65536 99999999999999999999";

    @Property
    void anyBytesAreANodeOrRefused(@ForAll byte[] bytes) {
        readOrRefused(bytes);
    }

    @Property
    void anyFieldsAreANodeOrRefused(
            @ForAll("fields") Map<String, String> fields, @ForAll @IntRange(max = 3) int end) {
        readOrRefused(PacketFields.packet(224, end, PacketFields.write(fields)));
    }

    @Property
    void aDamagedPacketIsANodeOrRefused(
            @ForAll("fields") Map<String, String> fields,
            @ForAll @IntRange(max = 400) int place,
            @ForAll byte damage) {
        byte[] packet = PacketFields.packet(224, 0, PacketFields.write(fields));
        packet[place % packet.length] = damage;
        readOrRefused(packet);
    }

    @Provide
    Arbitrary<Map<String, String>> fields() {
        Arbitrary<String> words =
                Arbitraries.oneOf(
                        Arbitraries.of(WORDS.split(" ", -1)),
                        Arbitraries.bytes()
                                .array(byte[].class)
                                .ofMaxSize(20)
                                .map(bytes -> new String(bytes, ISO_8859_1)));
        return Arbitraries.maps(words, words).ofMaxSize(8);
    }

    private static void readOrRefused(byte[] bytes) {
        try {
            Announcement read = SubscriptionPacket.announcement(PacketFields.read(bytes));
            assertThat(read.host()).matches("[a-z0-9_.:\\[\\]-]+");
            assertThat(read.backend().weight()).isPositive();
        } catch (PacketException e) {
            assertThat(e.getMessage()).matches("it[ s].*");
        }
    }
}
