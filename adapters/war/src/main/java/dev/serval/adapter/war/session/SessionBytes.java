package dev.serval.adapter.war.session;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.eclipse.jetty.session.SessionContext;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.util.ClassLoadingObjectInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A session as bytes: a version, seven numbers (times in milliseconds), then for each attribute its
 * name, whether its class is the engine's, its length and what Java's serialisation makes of it.
 * Each attribute stands by itself, so that one that cannot be read or written costs no other.
 *
 * <p>On a thread whose context class loader is the WAR's.
 */
final class SessionBytes {

    private static final byte VERSION = 1;

    /** A cache takes no larger value. */
    private static final int MOST_BYTES = 16 << 20;

    private final Losses losses;

    SessionBytes(Losses losses) {
        this.losses = losses;
    }

    /**
     * @throws TooLargeException if no cache takes it
     */
    byte[] of(SessionData data) throws IOException {
        BoundedBytes all = new BoundedBytes(MOST_BYTES);
        DataOutputStream out = new DataOutputStream(all);
        out.writeByte(VERSION);
        out.writeLong(data.getCreated());
        out.writeLong(data.getAccessed());
        out.writeLong(data.getLastAccessed());
        out.writeLong(data.getCookieSet());
        out.writeLong(data.getExpiry());
        out.writeLong(data.getMaxInactiveMs());
        for (Map.Entry<String, Object> attribute : data.getAllAttributes().entrySet()) {
            byte @Nullable [] value = value(attribute.getKey(), attribute.getValue());
            if (value != null) {
                out.writeUTF(attribute.getKey());
                out.writeBoolean(isEngines(attribute.getValue().getClass()));
                out.writeInt(value.length);
                out.write(value);
            }
        }
        return all.bytes();
    }

    @SuppressWarnings("PMD.ReturnEmptyCollectionRatherThanNull")
    private byte @Nullable [] value(String name, Object value) {
        BoundedBytes bytes = new BoundedBytes(MOST_BYTES);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
            out.flush();
            return bytes.bytes();
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            losses.unwritable(name, value, e);
            return null;
        }
    }

    /** Whether the WAR does not see it: a login that the engine has made. */
    private static boolean isEngines(Class<?> type) {
        ClassLoader war = Thread.currentThread().getContextClassLoader();
        try {
            return !type.isArray() && !war.loadClass(type.getName()).equals(type);
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    /**
     * Makes it a session again.
     *
     * @throws IOException if the bytes are not ours
     */
    SessionData read(byte[] bytes, String id, SessionContext context) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readByte() != VERSION) {
            throw new IOException("it was written by another version of the server");
        }
        long created = in.readLong();
        long accessed = in.readLong();
        long lastAccessed = in.readLong();
        long cookieSet = in.readLong();
        long expiry = in.readLong();
        SessionData data =
                new SessionData(
                        id,
                        context.getCanonicalContextPath(),
                        context.getVhost(),
                        created,
                        accessed,
                        lastAccessed,
                        in.readLong());
        data.setCookieSet(cookieSet);
        data.setExpiry(expiry);
        data.setLastSaved(accessed);
        while (in.available() > 0) {
            attribute(in, data);
        }
        data.clean();
        return data;
    }

    private void attribute(DataInputStream in, SessionData data) throws IOException {
        String name = in.readUTF();
        ClassLoader loader =
                in.readBoolean()
                        ? SessionBytes.class.getClassLoader()
                        : Thread.currentThread().getContextClassLoader();
        int length = in.readInt();
        byte[] value = in.readNBytes(length);
        if (value.length < length) {
            throw new IOException("it breaks off");
        }
        try (var object = new ClassLoadingObjectInputStream(new ByteArrayInputStream(value))) {
            data.setAttribute(name, object.readObject(loader));
        } catch (IOException
                | ClassNotFoundException
                | RuntimeException
                | LinkageError
                | StackOverflowError e) {
            losses.unreadable(name, e);
        }
    }
}
