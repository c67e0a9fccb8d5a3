package dev.serval.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PackTest {

    private static final JobId IDS = new JobId();

    @Property(tries = 200)
    void jobsAreReadBackAsTheyWereWritten(
            @ForAll @Size(min = 2, max = 32) List<@Size(max = 200) byte[]> bodies)
            throws Exception {
        List<Submission> jobs = jobs(bodies);
        JobName called = called(jobs);

        Pack read = Pack.read(bytes(jobs), called);

        assertThat(read.jobs()).isEqualTo(jobs.size()).isEqualTo(called.jobs());
        assertThat(JobName.parse(called.toString())).contains(called);
        for (int i = 0; i < read.jobs(); i++) {
            assertThat(read.name(i)).isEqualTo(jobs.get(i).name());
            Payload payload = SpoolFile.read(read.image(i), read.name(i).id());
            assertThat(payload.body()).isEqualTo(bodies.get(i));
        }
    }

    @Test
    void marksSayWhatIsLeft() throws Exception {
        List<Submission> jobs = jobs(List.of(new byte[1], new byte[2], new byte[3]));
        Pack pack = Pack.read(bytes(jobs), called(jobs));

        pack.mark(0, pack.begun(0));
        pack.mark(1, Pack.GONE);
        pack.mark(1, Pack.GONE);

        assertThat(pack.name(0).attempt()).isEqualTo(1);
        assertThat(pack.name(2).attempt()).isZero();
        assertThat(pack.indexes()).containsExactly(0, 2);
        assertThat(pack.left()).isEqualTo(2);
    }

    @Test
    void aListThatIsCutOrChangedAnywhereIsKnown() {
        List<Submission> jobs = jobs(List.of("one".getBytes(UTF_8), "two".getBytes(UTF_8)));
        byte[] whole = bytes(jobs);
        Pack pack = Pack.written(whole);
        List<Integer> heads = new ArrayList<>(List.of(0, 1, 2, 3));
        for (int job = 0; job < pack.jobs(); job++) {
            int image = pack.markAt(job) + Pack.size(1, 0) - Pack.size(0, 0);
            for (int at = pack.markAt(job) + 1; at < image; at++) {
                heads.add(at);
            }
        }

        for (int at = 0; at < whole.length; at++) {
            damaged(Arrays.copyOf(whole, at), jobs, "cut at " + at);
        }
        damaged(Arrays.copyOf(whole, whole.length + 1), jobs, "one byte more");
        for (int at : heads) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x55;
            damaged(changed, jobs, "changed at " + at);
        }
    }

    @Test
    void whatWasBeingWrittenIsReadUpToTheFirstThatIsNotWhole() {
        List<Submission> jobs = jobs(List.of(new byte[5], new byte[6]));
        byte[] whole = bytes(jobs);
        int one = Pack.size(1, jobs.getFirst().size());

        for (int at = 0; at < whole.length; at++) {
            int expected = at < one ? 0 : 1;
            assertThat(Pack.written(Arrays.copyOf(whole, at)).jobs()).isEqualTo(expected);
        }
        byte[] torn = whole.clone();
        Arrays.fill(torn, whole.length - 3, whole.length, (byte) 0x55);
        assertThat(Pack.written(torn).jobs()).isEqualTo(1);
        byte[] spare = Arrays.copyOf(whole, whole.length + 100);
        assertThat(Pack.written(spare).jobs()).isEqualTo(2);
        assertThat(Pack.written(spare).end()).isEqualTo(whole.length);
    }

    @Test
    void aPackThatIsStillAnotherIsKnown() {
        List<Submission> old = jobs(List.of(new byte[9], new byte[9]));
        List<Submission> jobs = jobs(List.of(new byte[9], new byte[9]));

        assertThatThrownBy(() -> Pack.read(bytes(old), called(jobs)))
                .isInstanceOf(CorruptJobException.class)
                .hasMessageContaining("it holds job " + old.getFirst().name().id());
    }

    private static void damaged(byte[] file, List<Submission> jobs, String how) {
        assertThatThrownBy(
                        () -> {
                            Pack.read(file, called(jobs));
                            throw new AssertionError(how);
                        })
                .isInstanceOf(CorruptJobException.class);
    }

    private static JobName called(List<Submission> jobs) {
        return jobs.getFirst().name().packed(jobs.size());
    }

    private static byte[] bytes(List<Submission> jobs) {
        ByteBuffer file = Pack.of(jobs, true);
        byte[] bytes = new byte[file.remaining()];
        file.get(bytes);
        return bytes;
    }

    private static List<Submission> jobs(List<byte[]> bodies) {
        List<Submission> jobs = new ArrayList<>();
        for (byte[] body : bodies) {
            jobs.add(submission(50, body));
        }
        return jobs;
    }

    /** A job that is due. */
    static Submission submission(int priority, byte[] body) {
        try {
            long now = System.currentTimeMillis();
            JobName name = new JobName(priority, now, IDS.next(now), 0);
            ByteBuffer head = SpoolFile.head(new Payload(Map.of("kind", "test"), body), name.id());
            return new Submission(name, head, body, false);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }
}
