package io.paz.orchestrator.persistence;

import io.paz.alarm.Severity;
import io.paz.alarm.delivery.AlarmTarget;
import io.paz.alarm.delivery.QuietHours;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretPlace;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Stored target of alarms. The order of the components is the order on disk.
 *
 * @param channel all of it encrypted, since an address alone may be the secret
 */
record AlarmTargetRecord(
        String name,
        String channel,
        String minSeverity,
        @Nullable QuietRecord quiet) {

    record QuietRecord(LocalTime from, LocalTime to, String zone) {

        static @Nullable QuietRecord of(@Nullable QuietHours quiet) {
            return quiet == null
                    ? null
                    : new QuietRecord(quiet.from(), quiet.to(), quiet.zone().getId());
        }
    }

    static AlarmTargetRecord of(AlarmTarget target, SecretCipher cipher) {
        byte[] channel = AccessCodec.encode(ChannelRecord.of(target.channel()));
        return new AlarmTargetRecord(
                target.name(),
                cipher.encrypt(place(target.name()), channel),
                target.minSeverity().name(),
                QuietRecord.of(target.quiet()));
    }

    AlarmTarget toDomain(SecretCipher cipher) {
        byte[] decrypted = cipher.decrypt(place(name), channel);
        return new AlarmTarget(
                name,
                AccessCodec.decode(decrypted, ChannelRecord.class).toDomain(),
                Severity.valueOf(minSeverity),
                quiet == null ? null : new QuietHours(quiet.from(), quiet.to(), ZoneId.of(quiet.zone())));
    }

    boolean isCurrent(SecretCipher cipher) {
        return cipher.isCurrent(place(name), channel);
    }

    private static SecretPlace place(String name) {
        return SecretPlace.of("alarm-target", name);
    }
}
