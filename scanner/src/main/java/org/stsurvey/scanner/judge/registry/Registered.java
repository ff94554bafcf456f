package org.stsurvey.scanner.judge.registry;

import java.util.Locale;
import java.util.Optional;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.SeverityRule;

/// What the enums of the registry have in common: the code is the constant's name, the rest is in its [Entry].
interface Registered extends Outcome {

    String name();

    Entry entry();

    @Override
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    default SeverityRule severity() {
        return entry().severity();
    }

    @Override
    default String section() {
        return entry().section();
    }

    @Override
    default String explanation() {
        return entry().explanation();
    }

    @Override
    default String remedy() {
        return entry().remedy();
    }

    @Override
    default Optional<String> tlsRptResultType() {
        return ResultType.of(this);
    }

    @Override
    default boolean strictInvalid() {
        return entry().strictInvalid();
    }

    @Override
    default boolean toleratedInLenient() {
        return entry().tolerated();
    }
}
