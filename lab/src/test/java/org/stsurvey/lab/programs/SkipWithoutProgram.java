package org.stsurvey.lab.programs;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// The rule behind [NeedsProgram].
final class SkipWithoutProgram implements ExecutionCondition {

    private static final String BUILD_SERVER = "CI";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<Program> needed = context.getElement()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, NeedsProgram.class))
                .map(annotation -> List.of(annotation.value()))
                .orElse(List.of());
        return evaluate(
                needed.stream().filter(program -> program.find().isEmpty()).toList(), onBuildServer());
    }

    private static boolean onBuildServer() {
        return Boolean.parseBoolean(System.getenv().getOrDefault(BUILD_SERVER, "false"));
    }

    /// @throws IllegalStateException if a build server has not installed what its tests need
    static ConditionEvaluationResult evaluate(List<Program> missing, boolean onBuildServer) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all programs are installed");
        }
        String reason = missing.stream().map(Program::missing).collect(Collectors.joining("; "));
        if (onBuildServer) {
            throw new IllegalStateException(reason + "; with " + BUILD_SERVER + "=true nothing is skipped");
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
