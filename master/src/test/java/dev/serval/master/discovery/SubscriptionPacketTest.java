package dev.serval.master.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import dev.serval.control.option.Subscription;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionPacketTest {

    private static final Map<String, String> FIELDS =
            Map.of(
                    "key", "Shop.Example:8000",
                    "address", "10.0.0.7:3031",
                    "modifier1", "5",
                    "modifier2", "0",
                    "cores", "2",
                    "load", "0",
                    "weight", "3");

    @Test
    void aPacketSaysWhoServesWhichHostAndHow() throws Exception {
        assertThat(read(packet(0, FIELDS)))
                .isEqualTo(
                        new Announcement(
                                false,
                                "shop.example:8000",
                                Backend.at(BackendAddress.parse("10.0.0.7:3031"))
                                        .weighing(3)
                                        .modified(5),
                                0));
    }

    @Test
    void modifier2SaysThatItIsTheEnd() throws Exception {
        assertThat(read(packet(1, FIELDS)).leaves()).isTrue();
    }

    @Test
    void aNodeMayBeSpokenHttpTo() throws Exception {
        Map<String, String> fields = new LinkedHashMap<>(FIELDS);
        fields.put("proto", "h");

        assertThat(read(packet(0, fields)).backend().address())
                .isEqualTo(BackendAddress.parse("http://10.0.0.7:3031"));
    }

    @ParameterizedTest
    @CsvSource({
        "key, '', its key is no host",
        "key, a b, its key is no host",
        "key, ../../etc, its key is no host",
        "key, a.example/shop, its key is no host",
        "address, '', its address is neither IP:PORT nor a Unix socket",
        "address, node.example:3031, its address is neither IP:PORT nor a Unix socket",
        "address, http://10.0.0.7:80, its address is neither IP:PORT nor a Unix socket",
        "address, 10.0.0.7:0, its address has no port",
        "address, /run/a weight=9, its address is neither IP:PORT nor a Unix socket",
        "weight, x, its `weight` is no number from 0 to 65535",
        "weight, -1, its `weight` is no number from 0 to 65535",
        "weight, 99999999999999999999, its `weight` is no number from 0 to 65535",
        "modifier1, 256, its `modifier1` is no number from 0 to 255",
    })
    void whatCannotBeAskedIsRefused(String name, String value, String why) {
        Map<String, String> fields = new LinkedHashMap<>(FIELDS);
        fields.put(name, value);

        assertThatThrownBy(() -> read(packet(0, fields)))
                .isInstanceOf(PacketException.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @ValueSource(ints = {108, 300, 60_000})
    void aUnixSocketWithALongerNameThanThereCanBeIsRefused(int length) {
        Map<String, String> fields = new LinkedHashMap<>(FIELDS);
        fields.put("address", "/" + "x".repeat(length - 1));

        assertThatThrownBy(() -> read(packet(0, fields)))
                .hasMessage("its address is neither IP:PORT nor a Unix socket");
    }

    @Test
    void aPacketThatIsCutOffAnywhereIsRefused() {
        byte[] whole = packet(0, FIELDS);

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(PacketException.class);
        }
    }

    @Test
    void aFieldThatClaimsMoreThanThereIsIsRefused() {
        byte[] packet = packet(0, FIELDS);
        packet[5] = (byte) 0xff;

        assertThatThrownBy(() -> read(packet)).hasMessage("it is cut off");
    }

    @Test
    void anotherPacketIsNoSubscription() {
        assertThatThrownBy(() -> read(PacketFields.packet(0, 0, PacketFields.write(FIELDS))))
                .hasMessage("it is no subscription");
        assertThatThrownBy(() -> read(packet(2, FIELDS))).hasMessage("it is no subscription");
    }

    @Test
    void whatIsSignedIsAllThatComesBeforeTheSignature() throws Exception {
        byte[] written = PacketFields.write(FIELDS);
        byte[] signature = {0, (byte) 0xff, 7};
        byte[] packet = SubscriptionPacket.packet(false, PacketFields.signed(written, signature));

        PacketFields fields = PacketFields.read(packet);

        assertThat(fields.signed()).isEqualTo(written);
        assertThat(fields.signature()).isEqualTo(signature);
    }

    @Test
    void nothingMayComeBehindTheSignature() {
        byte[] signed = PacketFields.signed(PacketFields.write(FIELDS), new byte[] {1});
        byte[] more = PacketFields.write(Map.of("backup", "1"));
        byte[] all = Arrays.copyOf(signed, signed.length + more.length);
        System.arraycopy(more, 0, all, signed.length, more.length);

        assertThatThrownBy(() -> PacketFields.read(SubscriptionPacket.packet(false, all)))
                .isInstanceOf(PacketException.class);
    }

    @Test
    void ourOwnPacketIsRead() throws Exception {
        Subscription own =
                Subscription.LONG
                        .parser()
                        .apply("server=127.0.0.1:2626,key=shop.example,weight=3,modifier1=8");

        byte[] fields = PacketFields.write(SubscriptionPacket.fields(own, "127.0.0.1:3031", 4));

        assertThat(read(SubscriptionPacket.packet(false, fields)))
                .isEqualTo(
                        new Announcement(
                                false,
                                "shop.example",
                                Backend.at(BackendAddress.parse("127.0.0.1:3031"))
                                        .weighing(3)
                                        .modified(8),
                                0));
    }

    private static byte[] packet(int modifier2, Map<String, String> fields) {
        return PacketFields.packet(224, modifier2, PacketFields.write(fields));
    }

    private static Announcement read(byte[] packet) throws PacketException {
        return SubscriptionPacket.announcement(PacketFields.read(packet));
    }
}
