package org.stsurvey.reports.page;

/// A figure whose geometry is ready to be printed as SVG.
public sealed interface Chart permits Balance, Bars, Flows, Lines, Stacks {

    /// Short text for readers who do not see the figure.
    String title();

    /// The figure's content in words.
    String description();

    /// Height in pixels.
    int height();

    /// A length as a share of the width, such as `41.5%`.
    static String percent(double fraction) {
        // Two decimals are a twentieth of a pixel at the widest; more would only make files differ.
        return new java.math.BigDecimal(fraction * 100)
                        .setScale(2, java.math.RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
