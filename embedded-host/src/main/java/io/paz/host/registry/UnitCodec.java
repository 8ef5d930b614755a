package io.paz.host.registry;

import io.paz.host.unit.DesiredState;
import io.paz.host.unit.Directive;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import io.paz.store.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A unit as it stands on disk: a JSON document of format 1. */
final class UnitCodec {
    private static final int FORMAT = 1;

    private final JsonMapper mapper = JsonMapper.builder().build();

    private record Document(int format, List<Directive> options, DesiredState desired, long turn) {}

    byte[] encode(RegisteredUnit unit) {
        return mapper.writeValueAsBytes(new Document(FORMAT, unit.file().directives(), unit.desired(), unit.turn()));
    }

    RegisteredUnit decode(Entry entry) {
        UnitName name = new UnitName(new String(entry.key(), StandardCharsets.UTF_8));
        Document document = mapper.readValue(entry.value(), Document.class);
        if (document.format() != FORMAT) {
            throw new IllegalStateException("unit " + name + " is stored in format " + document.format()
                    + " (expected: " + FORMAT + "); this data was written by another version of Paz");
        }
        return new RegisteredUnit(name, new UnitFile(document.options()), document.desired(), document.turn());
    }
}
