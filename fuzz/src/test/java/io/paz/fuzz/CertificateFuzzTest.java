package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.paz.certificate.CertificateBundle;
import io.paz.certificate.InvalidCertificateException;
import java.util.Base64;
import java.util.List;

/** A chain and a key are read, or refused with a reason, and what was read is read again as the same. */
class CertificateFuzzTest {

    private static final String BEGIN = "-----BEGIN ";

    /** PEM: the chain, then the key. Each block is also tried with its bytes as they stand in the input, since Base64 hides them from the fuzzer. */
    @DictionaryFile(resourcePath = "/io/paz/fuzz/certificate.dict")
    @FuzzTest
    void a_certificate_is_read_or_refused(byte[] input) {
        List<String> records = Input.records(input);
        String key = records.size() > 1 ? records.get(1) : "";
        read(records.get(0), key);
        read(block("CERTIFICATE", input), key);
        read(records.get(0), block("PRIVATE KEY", input));
    }

    private static String block(String kind, byte[] bytes) {
        return BEGIN + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }

    private static void read(String chain, String key) {
        CertificateBundle bundle;
        try {
            bundle = CertificateBundle.of(chain, key);
        } catch (InvalidCertificateException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("PRIVATE KEY-----\n");
            return;
        }
        assertThat(bundle.names()).isNotEmpty().allMatch(name -> name.matches("[a-z0-9.*-]++"));
        CertificateBundle again = CertificateBundle.of(bundle.chainPem(), bundle.keyPem());
        assertThat(again.fingerprint()).isEqualTo(bundle.fingerprint());
        assertThat(again.names()).isEqualTo(bundle.names());
    }
}
