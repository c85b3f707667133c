package org.eltor.relay.internal.document;

import java.nio.charset.StandardCharsets;

/** Texts as bytes, and parsers for one of them. */
final class Documents {
    private Documents() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As tor gives it out, checked. */
    static ServerDescriptor descriptor(String text) throws DocumentException {
        byte[] bytes = bytes(text);
        return DescriptorParser.parse(bytes, 0, bytes.length, 1, new Pool(), false);
    }

    static Microdescriptor microdescriptor(String text) throws DocumentException {
        byte[] bytes = bytes(text);
        return MicrodescriptorParser.parse(bytes, 0, bytes.length, 1, new Pool());
    }

    static Consensus consensus(String text) throws DocumentException {
        return ConsensusParser.parseStrictly(bytes(text), new Pool());
    }
}
