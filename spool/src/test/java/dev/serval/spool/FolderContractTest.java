package dev.serval.spool;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FolderContractTest extends StoreContract {

    @TempDir private Path root;

    @Override
    protected String place() {
        return root.resolve("spool").toString();
    }
}
