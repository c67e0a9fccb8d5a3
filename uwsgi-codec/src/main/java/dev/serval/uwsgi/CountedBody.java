package dev.serval.uwsgi;

import io.netty.buffer.ByteBuf;

/** A body whose length was said in CONTENT_LENGTH. */
final class CountedBody implements BodyFraming {

    private static final int MAX_DIGITS = 18;

    private long left;

    CountedBody(long bytes) {
        this.left = bytes;
    }

    /**
     * @param text digits only; empty is 0, as nginx sends it for a request without a body
     * @throws UwsgiProtocolException for anything else, or a number of more than 18 digits
     */
    static CountedBody of(String text) {
        if (text.length() > MAX_DIGITS) {
            throw UwsgiProtocolException.badLength();
        }
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw UwsgiProtocolException.badLength();
            }
            bytes = bytes * 10 + digit;
        }
        return new CountedBody(bytes);
    }

    @Override
    public boolean ended() {
        return left == 0;
    }

    @Override
    public ByteBuf take(ByteBuf in) {
        int bytes = (int) Math.min(left, in.readableBytes());
        left -= bytes;
        return in.readRetainedSlice(bytes);
    }
}
