package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stsurvey.scanner.run.DataPackage;
import org.stsurvey.scanner.run.FinishedRun;
import org.stsurvey.scanner.run.PublicExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Copies a finished run into a dataset that can be published: without raw bodies and certificates, without "
                        + "what leads to the scanning machine, and with the local parts of mail addresses hashed.",
        footerHeading = "%nExample:%n",
        footer = "  stsurvey export --public data/observations/list=tranco/run=2026-11-01 --out public")
final class ExportCommand implements Callable<Integer> {

    private static final int KEY_OCTETS = 32;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            converter = LocationText.class,
            description = "a run's folder, such as DATA/observations/list=NAME/run=DATE, here or on a cluster")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path run;

    @Option(
            names = "--public",
            required = true,
            description = "the kind of copy, the only one there is; to be said, because it is not the whole run")
    private boolean forThePublic;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "the folder of the public dataset; the run goes into it under the same names")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "secret key of the hashes, made if it is not there: keep it, and an address has the same hash in all "
                            + "exports (default: a key that is thrown away)")
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--license",
            paramLabel = "ID",
            defaultValue = "CC-BY-4.0",
            description =
                    "the licence that datapackage.json names, by its id of SPDX; of one folder the last export's holds "
                            + "(default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String license;

    @Override
    public Integer call() throws Exception {
        if (!forThePublic) {
            throw new ParameterException(spec.commandLine(), "--public=false: there is no other kind of copy");
        }
        FinishedRun source = FinishedRun.open(run);
        if (!license.matches("[A-Za-z0-9.+-]+")) {
            throw new ParameterException(
                    spec.commandLine(), "--license " + license + " is no id of SPDX; write it as CC-BY-4.0 or CC0-1.0");
        }
        Path written = new PublicExport(source, key()).write(out);
        new DataPackage(out, license).write();
        PrintWriter err = spec.commandLine().getErr();
        err.println("stsurvey: " + source.manifest().rows() + " rows are in " + written
                + "; the columns are explained in " + out.resolve("DATASET.md"));
        err.flush();
        return ExitStatus.DONE.code();
    }

    private byte[] key() throws IOException, UnusableFileException {
        if (keyFile.isPresent() && Files.exists(keyFile.get())) {
            byte[] key = Files.readAllBytes(keyFile.get());
            if (key.length < KEY_OCTETS) {
                throw new UnusableFileException("--key-file " + keyFile.get() + " holds " + key.length
                        + " bytes, at least " + KEY_OCTETS + " are needed; name another file, and it is made");
            }
            return key;
        }
        byte[] key = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(key);
        if (keyFile.isPresent()) {
            Files.write(keyFile.get(), key);
        }
        return key;
    }
}
