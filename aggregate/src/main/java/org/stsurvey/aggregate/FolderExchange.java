package org.stsurvey.aggregate;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;

/// Lets two folders change places in one step, so that nobody who looks at one of them sees it missing:
/// `renameat2` of Linux with `RENAME_EXCHANGE`, which `java.nio.file` has no call for.
final class FolderExchange {

    /// The paths are absolute, so the folder that relative ones would start from does not matter.
    private static final int AT_FDCWD = -100;

    private static final int RENAME_EXCHANGE = 2;

    private FolderExchange() {}

    /// Exchanges two folders of one file system.
    ///
    /// @return false if this system or this file system cannot do it; nothing has happened then
    static boolean exchange(Path one, Path other) {
        // On a storage of a cluster there is nothing to call.
        if (!one.getFileSystem().equals(FileSystems.getDefault())) {
            return false;
        }
        return renameat2().map(call -> succeeds(call, one, other)).orElse(false);
    }

    @SuppressWarnings("restricted") // the shape is that of the call, and the launcher allows native access
    private static Optional<MethodHandle> renameat2() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape = FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT);
        return linker.defaultLookup().find("renameat2").map(address -> linker.downcallHandle(address, shape));
    }

    private static boolean succeeds(MethodHandle call, Path one, Path other) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocateFrom(one.toAbsolutePath().toString());
            MemorySegment to = arena.allocateFrom(other.toAbsolutePath().toString());
            return (int) call.invokeExact(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("renameat2 cannot be called", e);
        }
    }
}
