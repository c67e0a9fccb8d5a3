package dev.serval.http;

import io.netty.buffer.ByteBuf;

/** The shape of a request line: method, target and version, each parted by one space. Pure. */
final class RequestLine {

    private static final int VERSION_BYTES = "HTTP/1.1".length();

    private RequestLine() {}

    /**
     * @param start the line's first byte
     * @param lineFeed where it ends
     */
    static boolean isWellFormed(ByteBuf in, int start, int lineFeed) {
        int end = lineFeed > start && in.getByte(lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed;
        int spaces = 0;
        for (int i = start; i < end; i++) {
            byte b = in.getByte(i);
            if (b == ' ') {
                spaces++;
            } else if (b < ' ' && b >= 0) {
                return false;
            }
        }
        int version = end - VERSION_BYTES;
        return spaces == 2
                && in.getByte(start) != ' '
                && version - 2 > start
                && in.getByte(version - 1) == ' '
                && in.getByte(version - 2) != ' '
                && in.getByte(version) == 'H'
                && in.getByte(version + 1) == 'T'
                && in.getByte(version + 2) == 'T'
                && in.getByte(version + 3) == 'P';
    }
}
