package org.stsurvey.lab.programs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Says that a test runs against programs of the operating system: it is skipped where one is not installed, and fails
/// there with `CI=true` in the environment.
///
/// ```java
/// @NeedsProgram(Program.NGINX)
/// class NginxFetchIT { ... Program.NGINX.path() ... }
/// ```
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SkipWithoutProgram.class)
public @interface NeedsProgram {
    Program[] value();
}
