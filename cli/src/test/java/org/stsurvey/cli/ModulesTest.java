package org.stsurvey.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Which part may know which: the arrows of ARCHITECTURE.md.
class ModulesTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.stsurvey");

    private static final String INPUTS = "org.stsurvey.inputs..";
    private static final String SCANNER = "org.stsurvey.scanner..";
    private static final String AGGREGATE = "org.stsurvey.aggregate..";
    private static final String REPORTS = "org.stsurvey.reports..";
    private static final String LAB = "org.stsurvey.lab..";
    private static final String CLI = "org.stsurvey.cli..";

    @Test
    void inputsKnowNobody() {
        mustNotKnow(INPUTS, SCANNER, AGGREGATE, REPORTS, LAB, CLI);
    }

    @Test
    void theScannerKnowsOnlyInputs() {
        mustNotKnow(SCANNER, AGGREGATE, REPORTS, LAB, CLI);
    }

    @Test
    void aggregateKnowsTheDatasetByItsFilesOnly() {
        mustNotKnow(AGGREGATE, INPUTS, SCANNER, REPORTS, LAB, CLI);
    }

    @Test
    void reportsKnowNothingBeforeTheTables() {
        mustNotKnow(REPORTS, INPUTS, SCANNER, LAB, CLI);
    }

    @Test
    void theLabKnowsNobodySoThatItsTruthIsItsOwn() {
        mustNotKnow(LAB, INPUTS, SCANNER, AGGREGATE, REPORTS, CLI);
    }

    @Test
    void judgingDoesNoInputOrOutputAndReadsNoClock() {
        noClasses()
                .that()
                .resideInAPackage("org.stsurvey.scanner.judge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..",
                        "java.nio.channels..",
                        "org.xbill.DNS..",
                        "org.apache..",
                        "org.stsurvey.scanner.observe..",
                        "org.stsurvey.scanner.dataset..",
                        "org.stsurvey.scanner.run..")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(OURS);
    }

    @Test
    void onlyTheDatasetAndTheClusterKnowParquetAndHadoop() {
        classes()
                .that()
                .resideInAnyPackage(SCANNER, CLI)
                .and()
                .resideOutsideOfPackages("org.stsurvey.scanner.dataset..", "org.stsurvey.scanner.hadoop..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.apache.parquet..", "org.apache.hadoop..")
                .check(OURS);
    }

    @Test
    void factsKnowNeitherRulesNorTransport() {
        noClasses()
                .that()
                .resideInAPackage("org.stsurvey.scanner.observation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.stsurvey.scanner.judge..", "org.stsurvey.scanner.observe..", "org.xbill.DNS..")
                .check(OURS);
    }

    private static void mustNotKnow(String who, String... whom) {
        noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(whom)
                .check(OURS);
    }
}
