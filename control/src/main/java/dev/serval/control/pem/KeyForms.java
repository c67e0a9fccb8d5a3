package dev.serval.control.pem;

import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Keys in DER. Of private ones, the JDK reads PKCS #8 (RFC 5208) only: the older forms, PKCS #1
 * (RFC 8017) and SEC 1 (RFC 5915), are wrapped into it.
 *
 * <p>Everything here throws IllegalArgumentException for what is no key.
 */
final class KeyForms {

    private static final byte[] VERSION_0 = hex("020100");
    private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = hex("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;

    private KeyForms() {}

    static PrivateKey pkcs8(byte[] der) {
        InvalidKeySpecException last = null;
        for (String algorithm : new String[] {"RSA", "EC", "EdDSA", "RSASSA-PSS"}) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                last = e; // of another algorithm, or of none
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalArgumentException("no key", last);
    }

    static PublicKey publicKey(byte[] der) {
        InvalidKeySpecException last = null;
        for (String algorithm : new String[] {"RSA", "EC"}) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePublic(new X509EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                last = e; // of another algorithm, or of none
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalArgumentException("no key", last);
    }

    static PrivateKey rsa(byte[] pkcs1) {
        return pkcs8(wrapped(RSA, pkcs1));
    }

    static PrivateKey ec(byte[] sec1) {
        return pkcs8(wrapped(element(SEQUENCE, EC_OID, curve(sec1)), sec1));
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTETS, key));
    }

    /** The curve's identifier: what is in the field tagged 0, after version and number. */
    private static byte[] curve(byte[] sec1) {
        int at = content(sec1, 0);
        while (at + 1 < sec1.length) {
            int start = content(sec1, at);
            int end = start + length(sec1, at);
            if (end > sec1.length) {
                break;
            }
            if ((sec1[at] & 0xff) == PARAMETERS) {
                return Arrays.copyOfRange(sec1, start, end);
            }
            at = end;
        }
        throw new IllegalArgumentException("no curve");
    }

    private static int content(byte[] der, int at) {
        if (at + 1 >= der.length) {
            throw new IllegalArgumentException("cut off");
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = at + 2; i < content(der, at) && i < der.length; i++) {
            length = (length << 8) | (der[i] & 0xff);
        }
        if (length < 0) {
            throw new IllegalArgumentException("too long");
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (body.size() >= 0x80) {
            out.write(0x82);
            out.write(body.size() >> 8);
        }
        out.write(body.size());
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
