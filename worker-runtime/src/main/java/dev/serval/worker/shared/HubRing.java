package dev.serval.worker.shared;

import dev.serval.app.Ring;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import java.util.List;
import java.util.Optional;

/** The ring of the hub's. */
record HubRing(Line line) implements Ring {

    @Override
    public void push(byte[] value) {
        line.ask(Word.PUSH, (Object) value);
    }

    @Override
    public Optional<byte[]> pull() {
        return value(line.ask(Word.PULL));
    }

    @Override
    public Optional<byte[]> pop() {
        return value(line.ask(Word.POP));
    }

    @Override
    public List<byte[]> last(int most) {
        return line.ask(Word.LAST, most).fields();
    }

    static Optional<byte[]> value(Frame answer) {
        return answer.word() == Word.VALUE ? Optional.of(answer.bytes(0)) : Optional.empty();
    }
}
