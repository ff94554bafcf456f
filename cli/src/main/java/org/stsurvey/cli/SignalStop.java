package org.stsurvey.cli;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.stsurvey.scanner.run.StopRequest;

/// Turns the first SIGINT or SIGTERM into a request to stop, and makes the second one stop at once.
///
/// The work may take [#GRACE] to come to rest; what has not by then is ended as by a second signal, so that
/// whoever stops the service is never kept waiting. Either way the run can be resumed: what is published stays,
/// what is not is done again. The JVM's own handling of these signals cannot tell a second one, hence
/// `sun.misc.Signal`; it is called by reflection because the compiler warns of it, and there is no other way.
final class SignalStop implements AutoCloseable {

    static final Duration GRACE = Duration.ofSeconds(10);

    private static final List<Caught> SIGNALS =
            List.of(new Caught("INT", ExitStatus.INTERRUPTED), new Caught("TERM", ExitStatus.TERMINATED));

    private record Caught(String name, ExitStatus status) {}

    private final StopRequest stop;
    private final PrintWriter err;
    private final String when;
    private final CountDownLatch atRest = new CountDownLatch(1);
    private final AtomicReference<Optional<ExitStatus>> received = new AtomicReference<>(Optional.empty());

    private SignalStop(StopRequest stop, PrintWriter err, String when) {
        this.stop = stop;
        this.err = err;
        this.when = when;
    }

    /// @param when the work comes to rest, for the operator who has asked it to stop
    static SignalStop install(StopRequest stop, PrintWriter err, String when) {
        SignalStop installed = new SignalStop(stop, err, when);
        onSignal(installed::receive);
        return installed;
    }

    /// Has every signal that asks to stop handled by an action, which is told the exit status that goes with
    /// it.
    static void onSignal(Consumer<ExitStatus> action) {
        SIGNALS.forEach(signal -> handle(signal, () -> action.accept(signal.status())));
    }

    /// Has the system end the process on such signals again.
    static void byDefault() {
        SIGNALS.forEach(
                signal -> install(signal, handler -> handler.getField("SIG_DFL").get(null)));
    }

    private void receive(ExitStatus status) {
        if (!received.compareAndSet(Optional.empty(), Optional.of(status))) {
            say("stopped at once; the same command resumes the run");
            Runtime.getRuntime().halt(status.code());
        }
        say("stopping " + when + "; a second signal stops at once; the same command resumes the run");
        stop.because("a signal asked to stop");
        Thread.ofPlatform().daemon().name("grace").start(() -> endAfterGrace(status));
    }

    private void endAfterGrace(ExitStatus status) {
        try {
            if (!atRest.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                say("it did not come to rest within " + GRACE.toSeconds()
                        + " seconds and is stopped at once; the same command resumes the run");
                Runtime.getRuntime().halt(status.code());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the process is to exit with: what the signal asks for if there was one and the work was stopped by
    /// it.
    ExitStatus status(ExitStatus otherwise) {
        return otherwise == ExitStatus.STOPPED ? received.get().orElse(otherwise) : otherwise;
    }

    private void say(String line) {
        err.println();
        err.println("stsurvey: " + line);
        err.flush();
    }

    @SuppressWarnings("ReferenceEquality") // a handler is equal to itself alone
    private static void handle(Caught signal, Runnable action) {
        install(
                signal,
                handler -> Proxy.newProxyInstance(
                        SignalStop.class.getClassLoader(),
                        new Class<?>[] {handler},
                        (proxy, method, arguments) -> switch (method.getName()) {
                            case "handle" -> {
                                action.run();
                                yield null;
                            }
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> signal.name();
                        }));
    }

    /// Makes a handler of the JDK's type.
    private interface Handling {
        Object by(Class<?> handler) throws ReflectiveOperationException;
    }

    private static void install(Caught signal, Handling handling) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object number = type.getConstructor(String.class).newInstance(signal.name());
            type.getMethod("handle", type, handler).invoke(null, number, handling.by(handler));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not let signals be handled: " + e, e);
        }
    }

    @Override
    public void close() {
        atRest.countDown();
        byDefault();
    }
}
