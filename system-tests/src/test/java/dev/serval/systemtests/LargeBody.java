package dev.serval.systemtests;

import java.util.Random;
import java.util.zip.CRC32;

/** Ten megabytes that cannot be mistaken for others, the same in every run. */
final class LargeBody {

    private static final int LENGTH = 10 * 1024 * 1024;

    private final byte[] bytes = new byte[LENGTH];

    LargeBody() {
        new Random(LENGTH).nextBytes(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    /** What an application says that got all of it. */
    String told() {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return "body: %d bytes, crc32 %08x".formatted(LENGTH, sum.getValue());
    }
}
