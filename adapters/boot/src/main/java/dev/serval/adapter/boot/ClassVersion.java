package dev.serval.adapter.boot;

/** What Java a class file is for (JVMS 4.1). Pure. */
final class ClassVersion {

    /** Up to and with the version. */
    static final int HEAD_BYTES = 8;

    private static final int MAJOR_AT = 6;

    /** Java 1.1 was 45. */
    private static final int BEFORE_JAVA = 44;

    private ClassVersion() {}

    /** 0 if it is none. */
    static int of(byte[] head) {
        return head.length < HEAD_BYTES
                ? 0
                : ((head[MAJOR_AT] & 0xff) << 8 | (head[MAJOR_AT + 1] & 0xff)) - BEFORE_JAVA;
    }
}
