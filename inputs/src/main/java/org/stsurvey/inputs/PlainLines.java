package org.stsurvey.inputs;

/// One name on each line.
record PlainLines() implements ListFormat {
    @Override
    public Reading begin() {
        return (_, line) -> new Row.Named(ListedName.NO_RANK, line);
    }

    @Override
    public String description() {
        return "one name on each line";
    }

    @Override
    public boolean listsOrigins() {
        return false;
    }
}
