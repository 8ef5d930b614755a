package io.paz.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.client.HaproxyStatistics.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HaproxyStatisticsTest {

    private static final String PAGE = """
            # pxname,svname,scur,status,a_new_column,
            http,FRONTEND,7,OPEN,x,
            web,web-1-1,,UP 1/3,12345678901234567890,
            web,BACKEND
            """;

    @Test
    void rows_are_read_by_the_names_of_the_columns() {
        List<Row> rows = HaproxyStatistics.parse(PAGE).orElseThrow().rows();

        assertThat(rows).extracting(Row::proxy).containsExactly("http", "web", "web");
        assertThat(rows).extracting(Row::server).containsExactly("FRONTEND", "web-1-1", "BACKEND");
        assertThat(rows).extracting(row -> row.count("scur")).containsExactly(7L, 0L, 0L);
        assertThat(rows).extracting(row -> row.text("status")).containsExactly("OPEN", "UP 1/3", "");
    }

    @Test
    void what_is_unknown_or_no_number_counts_nothing() {
        Row web = HaproxyStatistics.parse(PAGE).orElseThrow().rows().get(1);

        assertThat(web.has("status")).isTrue();
        assertThat(web.has("req_tot")).isFalse();
        assertThat(web.text("req_tot")).isEmpty();
        assertThat(web.count("req_tot")).isZero();
        assertThat(web.count("status")).isZero();
        assertThat(web.count("a_new_column")).isZero();
    }

    @Test
    void lines_may_end_as_the_wire_likes() {
        Row row = HaproxyStatistics.parse("# pxname,svname,status\r\nweb,BACKEND,UP\r\n")
                .orElseThrow()
                .rows()
                .get(0);

        assertThat(row.text("status")).isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "pxname,svname", "# name,pxname,svname,"})
    void a_text_that_is_no_statistics_is_told_apart(String text) {
        assertThat(HaproxyStatistics.parse(text)).isEmpty();
    }
}
