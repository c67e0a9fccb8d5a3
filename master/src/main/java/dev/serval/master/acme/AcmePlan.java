package dev.serval.master.acme;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AcmeOptions;
import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.TlsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of ACME as a whole.
 *
 * @param domains what the certificate is for, at least one
 * @param directory the authority's URL
 * @param email may be empty
 * @param authorities an absolute path; empty for those the JDK trusts
 * @param folder where the state is, an absolute path
 */
public record AcmePlan(
        List<String> domains, String directory, String email, String authorities, Path folder) {

    /**
     * @return nothing if no certificate is to be got
     * @throws OptionException if options do not go together
     */
    public static Optional<AcmePlan> of(OptionValues values) {
        List<String> domains = values.all(AcmeOptions.ACME);
        boolean served = !values.all(AcmeOptions.HTTPS_ACME).isEmpty();
        if (domains.isEmpty() && !served) {
            return Optional.empty();
        }
        if (domains.isEmpty()) {
            throw OptionException.combination(
                    "--https-acme needs to know for which host; add --acme shop.example.org");
        }
        if (!served) {
            throw OptionException.combination(
                    "--acme needs an address to serve its certificate on; add --https-acme '*:443'");
        }
        if (!values.get(AcmeOptions.AGREE)) {
            throw OptionException.combination(
                    "--acme gets certificates under the authority's terms; read them, and say that"
                            + " you agree: --acme-agree");
        }
        if (values.all(ListenOptions.HTTP).isEmpty()
                && values.all(TlsOptions.HTTP_TO_HTTPS).isEmpty()) {
            throw OptionException.combination(
                    "--acme is proved over plain HTTP, on port 80 of the host; add --http-to-https"
                            + " '*:80'");
        }
        return Optional.of(
                new AcmePlan(
                        domains,
                        values.get(AcmeOptions.DIRECTORY),
                        values.text(AcmeOptions.EMAIL),
                        absolute(values.text(AcmeOptions.CA)),
                        Path.of(values.get(AcmeOptions.FOLDER)).toAbsolutePath().normalize()));
    }

    /** What a router answers the authority with, a file for each proof. */
    public Path challenges() {
        return folder.resolve("challenges");
    }

    /** The certificate in use; not there until the first has been got. */
    public Path certificate() {
        return folder.resolve("live").resolve("cert.pem");
    }

    /** Its key. */
    public Path key() {
        return folder.resolve("live").resolve("key.pem");
    }

    private static String absolute(String file) {
        return file.isEmpty() ? "" : Path.of(file).toAbsolutePath().toString();
    }
}
