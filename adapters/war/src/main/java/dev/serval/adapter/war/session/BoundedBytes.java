package dev.serval.adapter.war.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes and no more. */
final class BoundedBytes extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;

    BoundedBytes(int most) {
        this.most = most;
    }

    @Override
    public void write(int one) throws IOException {
        room(1);
        bytes.write(one);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        room(length);
        bytes.write(from, offset, length);
    }

    private void room(int wanted) throws TooLargeException {
        if (wanted > most - bytes.size()) {
            throw TooLargeException.over(most);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
