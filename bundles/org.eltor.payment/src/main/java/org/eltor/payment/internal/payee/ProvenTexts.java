package org.eltor.payment.internal.payee;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * TXT records of names, proven by DNSSEC from the keys of the root down (RFC 4035), as BIP 353 demands. The resolver only
 * carries questions and answers: it is not believed. Each lookup asks for the whole chain, and nothing is kept of it.
 */
final class ProvenTexts {
    /** The root's keys of 2017 and 2024, as IANA publishes them. */
    static final String ROOT = """
            . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
            . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
            """;

    private static final int MOST_ALIASES = 10;

    private final Web web;
    private final WebAddress resolver;
    private final String anchors;
    private final Clock clock;
    private final Duration patience;

    /**
     * @param resolver of DNS over HTTPS
     * @param anchors DS records of the root, a line each
     * @param patience for one lookup
     */
    ProvenTexts(Web web, WebAddress resolver, String anchors, Clock clock, Duration patience) {
        this.web = web;
        this.resolver = resolver;
        this.anchors = anchors;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Looks up a name that ends with a dot; blocks.
     *
     * @return its records, each put together from its strings; empty where DNS proves that there are none
     * @throws PayeeException when it cannot be asked, or does not prove what it says
     */
    List<String> of(String name, String isolation) throws PayeeException {
        OverHttps transport = new OverHttps(web, resolver, isolation, clock, patience);
        ValidatingResolver validating = new ValidatingResolver(transport, clock);
        Name asked;
        Message answer;
        try {
            validating.loadTrustAnchors(new ByteArrayInputStream(anchors.getBytes(StandardCharsets.US_ASCII)));
            asked = Name.fromString(name);
            Message question = Message.newQuery(Record.newRecord(asked, Type.TXT, DClass.IN));
            answer = validating
                    .sendAsync(question, Runnable::run)
                    .toCompletableFuture()
                    .join();
        } catch (TextParseException e) {
            throw new PayeeException("it is no name that DNS could know");
        } catch (CompletionException | IOException e) {
            throw transport.trouble().orElseGet(() -> new PayeeException("the resolver could not answer", true));
        }
        if (transport.trouble().isPresent()) {
            throw transport.trouble().get();
        }
        int code = answer.getRcode();
        if (!answer.getHeader().getFlag(Flags.AD)) {
            throw code == Rcode.SERVFAIL || code == Rcode.REFUSED
                    ? new NoInstructionException(
                            "DNS does not prove it: its signatures are wrong, or the resolver fails", true, true)
                    : new NoInstructionException("DNS does not vouch for it (no DNSSEC)", false, false);
        }
        return texts(asked, answer);
    }

    /** What is proven of another name than the one that was asked for is no answer. */
    private static List<String> texts(Name asked, Message answer) {
        Map<Name, Name> aliases = new HashMap<>();
        Map<Name, List<String>> texts = new HashMap<>();
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (record instanceof CNAMERecord alias) {
                aliases.put(alias.getName(), alias.getTarget());
            } else if (record instanceof TXTRecord text) {
                StringBuilder whole = new StringBuilder();
                text.getStringsAsByteArrays()
                        .forEach(part -> whole.append(new String(part, StandardCharsets.ISO_8859_1)));
                texts.computeIfAbsent(text.getName(), each -> new ArrayList<>()).add(whole.toString());
            }
        }
        Name owner = asked;
        for (int i = 0; i < MOST_ALIASES && aliases.containsKey(owner); i++) {
            owner = aliases.get(owner);
        }
        return texts.getOrDefault(owner, List.of());
    }
}
