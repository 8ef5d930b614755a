package io.paz.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JobRegistryTest {

    @Test
    void is_full_until_a_job_ends() {
        JobRegistry<Integer> jobs = new JobRegistry<>(new NumberHandler());
        for (int i = 0; i < JobRegistry.MAX_JOBS; i++) {
            assertThat(jobs.isFull()).isFalse();
            jobs.open(i);
        }
        assertThat(jobs.isFull()).isTrue();

        jobs.close(7);
        assertThat(jobs.isFull()).isFalse();
    }

    private static final class NumberHandler implements JobHandler<Integer> {

        @Override
        public Object id(Integer work) {
            return work;
        }

        @Override
        public String name(Integer work) {
            return "job " + work;
        }

        @Override
        public String supersessionKey(Integer work) {
            return "";
        }

        @Override
        public Integer run(Integer accepted, ProgressListener<Integer> progress) {
            return accepted;
        }

        @Override
        public Integer supersede(Integer accepted, String why) {
            return accepted;
        }
    }
}
