package org.eltor.relay.internal.directory;

import org.eltor.relay.internal.document.DocumentException;

/** What stands in a directory's way, each in one line that says the way out. */
final class ProblemTexts {
    static final String OUTDATED = "Tor says that its directory information is out of date or incomplete;"
            + " going on with what it knew before, check tor's connection to its network";
    static final String NOT_YET = "Tor has not enough directory information yet to build circuits;"
            + " if this lasts, check tor's log and its connection to its network";
    static final String NO_TERMS = "Tor fetches no server descriptors, which hold what relays ask: all relays count as"
            + " free; set \"FetchUselessDescriptors 1\" or \"UseMicrodescriptors 0\" in the torrc to see their prices";

    static final String NO_CONSENSUS = "Tor does not give out its consensus: relays are chosen without its bandwidth"
            + " weights, unlike other clients choose; trying again, and tor's log may say why";
    static final String NO_NEW_CONSENSUS = "Tor does not give out its new consensus: relays are chosen with the"
            + " bandwidth weights of the former one; trying again, and tor's log may say why";

    private ProblemTexts() {}

    static String unreadable(DocumentException why) {
        return "Tor's consensus cannot be read (" + why.getMessage() + "): relays are chosen without its bandwidth"
                + " weights, unlike other clients choose; trying again";
    }

    /** Why nothing can be built of what tor answered. */
    static String unusable(DirectoryText text, ViewBuilder.Result result) {
        if (result.listed() > 0 && result.described() == 0 && !text.fetchesServerDescriptors()) {
            return "Tor lists " + result.listed() + " relays but fetches no server descriptors, which hold families and"
                    + " payment terms; set \"UseMicrodescriptors 0\" or \"FetchUselessDescriptors 1\" in the torrc";
        }
        SnapshotView view = result.view();
        return "No usable relays: tor lists " + result.listed() + " and has descriptors of "
                + view.relays().size() + " of them, among these " + view.guards() + " guards and " + view.exits()
                + " exits (left out: " + result.skipped() + "); waiting for more";
    }
}
