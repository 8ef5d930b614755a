package io.paz.acme;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Certificates in memory, with the check that matters here: that chain and key belong together. */
final class MemoryVault implements CertificateVault {

    final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();

    @Override
    public Map<String, CertificateLife> find(Collection<String> domains) {
        Map<String, CertificateLife> found = new HashMap<>();
        certificates.forEach((domain, certificate) -> {
            if (domains.contains(domain)) {
                found.put(
                        domain,
                        new CertificateLife(
                                certificate.getNotBefore().toInstant(),
                                certificate.getNotAfter().toInstant(),
                                false));
            }
        });
        return found;
    }

    @Override
    public Set<String> issued() {
        return certificates.keySet();
    }

    @Override
    public void delete(String domain) {
        certificates.remove(domain);
    }

    @Override
    public void save(String domain, String chain, String key) throws UnusableCertificateException {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(chain.getBytes(StandardCharsets.UTF_8)));
            if (!belongs(key, certificate)) {
                throw new UnusableCertificateException("the key does not belong to the certificate");
            }
            certificates.put(domain, certificate);
        } catch (GeneralSecurityException e) {
            throw new UnusableCertificateException(e.getMessage());
        }
    }

    private static boolean belongs(String key, X509Certificate certificate) throws GeneralSecurityException {
        byte[] bytes = Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        return signature.verify(signed);
    }
}
