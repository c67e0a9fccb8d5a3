package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class JobNameTest {

    private final JobId ids = new JobId();

    @Property
    void aNameIsReadBackAsItWasWritten(
            @ForAll @IntRange(max = 99) int priority,
            @ForAll @LongRange(max = 9_999_999_999_999L) long due,
            @ForAll @LongRange(max = 1L << 48) long submitted,
            @ForAll @IntRange(max = 999) int attempt) {
        JobName name = new JobName(priority, due, new JobId().next(submitted), attempt);

        assertThat(JobName.parse(name.toString())).contains(name);
        assertThat(name.submitted()).isEqualTo(submitted);
    }

    @Test
    void idsOfOneProcessSortAsTheyWereMade() {
        List<String> made = new ArrayList<>();
        for (long now : new long[] {1000, 1000, 1001, 1001, 900, 900, 1002}) {
            made.add(ids.next(now));
        }

        assertThat(made).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void whatIsNoJobHasNoName() {
        assertThat(JobName.parse("uwsgi_spoolfile_on_host_1_1_1_1_1")).isEmpty();
        assertThat(JobName.parse("50-1-x-1")).isEmpty();
        assertThat(JobName.parse(new JobName(1, 2, ids.next(3), 4) + ".why")).isEmpty();
    }
}
