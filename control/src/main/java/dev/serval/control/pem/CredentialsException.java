package dev.serval.control.pem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A certificate or a key that cannot be used. The message names the file; no key is in it. */
public final class CredentialsException extends Exception {

    private static final long serialVersionUID = 1L;

    private CredentialsException(String message) {
        super(message);
    }

    static CredentialsException unreadable(Path file, IOException cause) {
        String why =
                switch (cause) {
                    case NoSuchFileException _ -> "does not exist";
                    case AccessDeniedException _ -> "cannot be read: permission denied";
                    default -> "cannot be read (" + cause.getClass().getSimpleName() + ")";
                };
        return new CredentialsException("%s %s".formatted(file, why));
    }

    static CredentialsException without(Path file, String wanted) {
        return new CredentialsException("%s has no %s in PEM form".formatted(file, wanted));
    }

    static CredentialsException malformed(Path file, String what) {
        return new CredentialsException("%s: the %s is malformed".formatted(file, what));
    }

    static CredentialsException encrypted(Path file) {
        return new CredentialsException(
                "%s: the private key is encrypted; take its passphrase off: openssl pkey -in FILE"
                        .formatted(file));
    }

    static CredentialsException mismatch(Path certificate, Path key) {
        return new CredentialsException(
                "%s is not the private key of the certificate in %s".formatted(key, certificate));
    }
}
