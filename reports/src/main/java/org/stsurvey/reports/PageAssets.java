package org.stsurvey.reports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The styles and the script of a page, and the policy that lets a browser run these and nothing else.
///
/// @param style of the page and its charts
/// @param chartStyle of charts alone, for figures that are files of their own
/// @param script sorts and filters tables
public record PageAssets(String style, String chartStyle, String script) {

    /// Reads them from the distribution.
    static PageAssets load() {
        String charts = text("chart.css");
        return new PageAssets(text("page.css") + charts, charts, text("page.js"));
    }

    /// A Content-Security-Policy by hash: no style and no script but those of this program, and no request at
    /// all.
    public String policy() {
        return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private static String text(String file) {
        try (InputStream in = PageAssets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("file " + file + " is missing from the distribution");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("file " + file + " of the distribution cannot be read", e);
        }
    }
}
