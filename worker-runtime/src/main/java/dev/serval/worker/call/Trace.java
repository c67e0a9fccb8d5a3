package dev.serval.worker.call;

import java.io.PrintWriter;
import java.io.Writer;

/** The class, message, stack and causes of what was thrown, as text of a bounded length. */
final class Trace {

    /** In characters: no more than this is ever kept, however long a message is. */
    static final int MOST = 64 * 1024;

    static final String CUT = "\n... cut here; the log has all of it\n";

    private Trace() {}

    /**
     * @param most characters kept; a note follows if there were more
     */
    static String of(Throwable fault, int most) {
        Bounded kept = new Bounded(most);
        fault.printStackTrace(new PrintWriter(kept));
        return kept.text();
    }

    /** Keeps the beginning and drops the rest. */
    private static final class Bounded extends Writer {

        private final StringBuilder kept = new StringBuilder();
        private final int most;
        private boolean cut;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public void write(char[] text, int from, int length) {
            int taken = Math.min(length, most - kept.length());
            kept.append(text, from, taken);
            cut |= taken < length;
        }

        @Override
        public void write(String text, int from, int length) {
            int taken = Math.min(length, most - kept.length());
            kept.append(text, from, from + taken);
            cut |= taken < length;
        }

        /** Half a character at the cut goes too. */
        String text() {
            if (!cut) {
                return kept.toString();
            }
            int end = kept.length();
            boolean half = end > 0 && Character.isHighSurrogate(kept.charAt(end - 1));
            return kept.substring(0, half ? end - 1 : end) + CUT;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
