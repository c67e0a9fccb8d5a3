package dev.serval.control.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An htpasswd file: {@code name:hash} lines, all hashes bcrypt. */
public final class UsersFile {

    private static final Pattern BCRYPT =
            Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");

    private UsersFile() {}

    /**
     * Reads it.
     *
     * @return hashes by name
     * @throws IllegalArgumentException saying what is wrong and where, and nothing of what it holds
     */
    public static Map<String, String> read(String file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of(file), UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), e);
        }
        Map<String, String> users = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int colon = line.indexOf(':');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (colon < 1 || !BCRYPT.matcher(line.substring(colon + 1)).matches()) {
                throw new IllegalArgumentException(
                        "%s:%d: this is not NAME:HASH with a bcrypt hash of cost 4 to 14; make it with htpasswd -B"
                                .formatted(file, i + 1));
            }
            users.put(line.substring(0, colon), line.substring(colon + 1));
        }
        if (users.isEmpty()) {
            throw new IllegalArgumentException("%s has no users".formatted(file));
        }
        return Map.copyOf(users);
    }
}
