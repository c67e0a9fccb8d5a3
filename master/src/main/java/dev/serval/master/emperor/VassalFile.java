package dev.serval.master.emperor;

import java.nio.file.Path;

/**
 * A vassal's configuration, as it is on disk now.
 *
 * @param id the file's name
 * @param folder where it is
 * @param stamp another one once the file has changed
 * @param uid who owns it
 * @param gid the group it belongs to
 */
record VassalFile(String id, Path folder, String stamp, int uid, int gid) {

    Path path() {
        return folder.resolve(id);
    }

    boolean sameOwner(VassalFile other) {
        return uid == other.uid && gid == other.gid;
    }
}
