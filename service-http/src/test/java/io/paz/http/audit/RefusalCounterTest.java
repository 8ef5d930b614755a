package io.paz.http.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.audit.log.AuditRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalCounterTest {

    private final RefusalCounter counter = new RefusalCounter();

    private static AuditRecord refusal(String address) {
        AuditRecord.Who nobody = new AuditRecord.Who("nobody", "nobody", "nobody");
        return new AuditRecord(0, "", 1, AuditRecord.REFUSED, nobody, address, null, "POST /x", null, 401, "id", 1);
    }

    @Test
    void of_one_address_the_first_is_written_and_the_others_are_counted() {
        assertThat(counter.count(refusal("a"))).isPresent();
        for (int i = 0; i < 10_000; i++) {
            assertThat(counter.count(refusal("a"))).isEmpty();
        }

        List<AuditRecord> counted = counter.endInterval();
        assertThat(counted).hasSize(1);
        assertThat(counted.get(0).count()).isEqualTo(10_000);
        assertThat(counted.get(0).address()).isEqualTo("a");

        assertThat(counter.endInterval()).isEmpty();
        assertThat(counter.count(refusal("a"))).isPresent();
    }

    @Test
    void very_many_addresses_make_a_bounded_number_of_records_that_count_all() {
        long written = 0;
        for (int i = 0; i < 50_000; i++) {
            written += counter.count(refusal("address " + i)).stream().count();
        }
        assertThat(written).isEqualTo(RefusalCounter.MAX_RECORDS);

        List<AuditRecord> counted = counter.endInterval();
        assertThat(counted).hasSize(RefusalCounter.MAX_RECORDS + 1);
        assertThat(counted.get(RefusalCounter.MAX_RECORDS).address()).isEqualTo(RefusalCounter.OTHERS);
        assertThat(written + counted.stream().mapToLong(AuditRecord::count).sum())
                .isEqualTo(50_000);
    }
}
