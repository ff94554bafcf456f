package org.stsurvey.reports.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A headless Chromium that is told what to do through its DevTools protocol and says what happened.
///
/// One page, one command at a time: what comes in between is kept and can be asked for.
final class Browser implements AutoCloseable {

    private static final String LISTENING = "DevTools listening on ";
    private static final long PATIENCE_SECONDS = 60;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> messages;
    private final List<JsonNode> events = new ArrayList<>();
    private String session = "";
    private int last;

    private Browser(Process process, WebSocket socket, BlockingQueue<String> messages) {
        this.process = process;
        this.socket = socket;
        this.messages = messages;
    }

    /// Starts the browser with an empty page.
    ///
    /// @param profile an empty folder for what it keeps
    static Browser start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        // Tests may run as root in a container, where its sandbox cannot be had; the page is our own.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        try {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address(process.inputReader(StandardCharsets.UTF_8)), new Collector(messages))
                    .join();
            Browser browser = new Browser(process, socket, messages);
            browser.attach();
            return browser;
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static URI address(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                // Whatever it says later is read, so that it never waits for us.
                Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
                return URI.create(line.substring(LISTENING.length()));
            }
            said.append(line).append('\n');
        }
        throw new IOException("the browser did not start: " + said);
    }

    /// Puts the pieces of each message together.
    private record Collector(BlockingQueue<String> messages, StringBuilder text) implements WebSocket.Listener {

        Collector(BlockingQueue<String> messages) {
            this(messages, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean lastPiece) {
            text.append(data);
            if (lastPiece) {
                messages.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(lastPiece);
        }
    }

    private void attach() throws InterruptedException {
        String target = "";
        for (JsonNode each : command("Target.getTargets", Map.of()).path("targetInfos")) {
            target = each.path("type").asString().equals("page")
                    ? each.path("targetId").asString()
                    : target;
        }
        session = command("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString();
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            command(domain + ".enable", Map.of());
        }
    }

    /// Opens a file and waits until it is there.
    void open(Path page) throws InterruptedException {
        events.clear();
        command("Page.navigate", Map.of("url", page.toUri().toString()));
        waitFor("Page.loadEventFired");
    }

    /// What an expression of JavaScript, or the promise that it gives, comes to.
    JsonNode evaluate(String expression) throws InterruptedException {
        JsonNode answer = command(
                "Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.path("exceptionDetails").toString());
        }
        return answer.path("result").path("value");
    }

    /// Lays the page out for a screen of this size.
    void resize(int width, int height, boolean mobile) throws InterruptedException {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    /// Shows the page as on `screen` or on `print`, in the colours that somebody prefers: `light` or `dark`.
    void show(String medium, String colours) throws InterruptedException {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    /// A picture of a part of the page.
    ///
    /// @param from its upper edge
    byte[] picture(int from, int width, int height) throws InterruptedException {
        JsonNode answer = command(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "png",
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", from, "width", width, "height", height, "scale", 1)));
        return Base64.getDecoder().decode(answer.path("data").asString());
    }

    /// What the browser had to complain of since the page was opened: messages of its console and its log, and
    /// exceptions.
    List<String> complaints() {
        return events.stream()
                .filter(event -> List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
                        .contains(event.path("method").asString()))
                .map(JsonNode::toString)
                .toList();
    }

    /// The addresses that were asked for since the page was opened.
    List<String> requests() {
        return events.stream()
                .filter(event -> event.path("method").asString().equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").asString())
                .toList();
    }

    private JsonNode command(String method, Map<String, Object> parameters) throws InterruptedException {
        int id = ++last;
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(JSON.writeValueAsString(message), true).join();
        while (true) {
            JsonNode answer = next(method);
            if (answer.path("id").asInt(0) == id) {
                if (answer.has("error")) {
                    throw new IllegalStateException(method + ": " + answer.path("error"));
                }
                return answer.path("result");
            }
            events.add(answer);
        }
    }

    private void waitFor(String event) throws InterruptedException {
        while (events.stream()
                .noneMatch(each -> each.path("method").asString("").equals(event))) {
            events.add(next(event));
        }
    }

    private JsonNode next(String what) throws InterruptedException {
        String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IllegalStateException("the browser did not answer within " + PATIENCE_SECONDS + " s: " + what);
        }
        return JSON.readTree(message);
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
