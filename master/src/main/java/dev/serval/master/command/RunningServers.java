package dev.serval.master.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the command sockets of this user's servers are, and how to talk to one. Blocking; for the
 * command line.
 */
public final class RunningServers {

    private static final int ANSWER_BYTES = 8192;

    private final Path folder;

    private RunningServers(Path folder) {
        this.folder = folder;
    }

    /**
     * The servers of this user: {@code $XDG_RUNTIME_DIR/serval}, {@code /run/serval} for root, else
     * a folder in the temporary one that is named for the user.
     */
    public static RunningServers of(Map<String, String> environment, int uid) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            return new RunningServers(Path.of(runtime, "serval"));
        }
        Path run = Path.of("/run");
        return new RunningServers(
                uid == 0 && Files.isWritable(run)
                        ? run.resolve("serval")
                        : Path.of(System.getProperty("java.io.tmpdir"), "serval-" + uid));
    }

    /**
     * The socket for a server with this process id; makes its folder, which nobody else may enter,
     * and removes what killed servers have left there.
     *
     * @throws IOException if the folder cannot be made, or is somebody else's
     */
    public Path make(long pid) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")))) {
            throw new IOException(folder + " is somebody else's");
        }
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(folder, "*.sock")) {
            for (Path socket : sockets) {
                if (!answers(socket)) {
                    Files.deleteIfExists(socket);
                }
            }
        }
        return folder.resolve(pid + ".sock");
    }

    /** The sockets of servers that run now. */
    public List<Path> find() {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(folder, "*.sock")) {
            for (Path socket : sockets) {
                if (answers(socket)) {
                    found.add(socket);
                }
            }
        } catch (IOException e) {
            return found;
        }
        found.sort(null);
        return found;
    }

    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Sends one command and reads its whole answer: an exit code, a line feed, text. Empty if the
     * server ended instead of answering.
     *
     * @throws IOException if there is no server
     */
    public static String ask(Path socket, String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(UTF_8)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer block = ByteBuffer.allocate(ANSWER_BYTES);
            while (channel.read(block.clear()) >= 0) {
                answer.append(UTF_8.decode(block.flip()));
            }
            return answer.toString();
        }
    }
}
