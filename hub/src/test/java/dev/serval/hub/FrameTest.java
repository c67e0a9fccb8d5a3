package dev.serval.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameTest {

    @Property
    void whatIsWrittenIsRead(
            @ForAll int id, @ForAll Word word, @ForAll @Size(max = 20) List<byte[]> fields) {
        ByteBuffer bytes = new Frame(id, word, fields).encode();

        assertThat(bytes.getInt()).isEqualTo(bytes.remaining());
        Frame read = Frame.decode(bytes);
        assertThat(read.id()).isEqualTo(id);
        assertThat(read.word()).isEqualTo(word);
        assertThat(read.fields()).containsExactlyElementsOf(fields);
    }

    @Property
    void anyBytesAreAFrameOrRefused(@ForAll byte[] bytes) {
        try {
            Frame read = Frame.decode(ByteBuffer.wrap(bytes));
            ByteBuffer again = read.encode();
            again.getInt();
            assertThat(again).isEqualTo(ByteBuffer.wrap(bytes));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("a frame of.*|no word.*|a field.*");
        }
    }

    @Test
    void fieldsAreTextsAndNumbers() {
        Frame put = Frame.of(7, Word.PUT, "sessions", "k\u00e9y", new byte[] {1, 2}, -1);

        assertThat(put.text(1)).isEqualTo("k\u00e9y");
        assertThat(put.bytes(2)).containsExactly(1, 2);
        assertThat(put.number(3)).isEqualTo(-1);
        assertThat(put.answer(Word.YES)).isEqualTo(Frame.of(7, Word.YES));
        assertThatIllegalArgumentException().isThrownBy(() -> put.number(1));
        assertThatIllegalArgumentException().isThrownBy(() -> put.bytes(4));
    }
}
