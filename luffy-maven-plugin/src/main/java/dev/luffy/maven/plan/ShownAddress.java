package dev.luffy.maven.plan;

/** Addresses for people: without what may be a secret. */
public final class ShownAddress {

    private ShownAddress() {}

    /**
     * An address, which need not be a valid one, without user, password, query and fragment; an ellipsis stands where
     * something was left out.
     */
    public static String of(String address) {
        // A password may hold any character, so all before the last @ goes, and first.
        int at = address.lastIndexOf('@');
        String rest = at < 0 ? address : "…" + address.substring(at);
        return rest.replaceFirst("(?s)[?#].*$", "?…");
    }
}
