package org.eltor.payment.internal.payee;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A DNS of our own with keys of its own: the root, {@code example.} and below it a signed and an unsigned zone. */
final class SignedZones implements Web {
    static final String SIGNED = "pay.example.";
    static final String UNSIGNED = "plain.example.";
    private static final long TTL = 300;

    private final Instant now;
    private final Map<Name, Zone> zones = new HashMap<>();
    private final Map<String, RRset> sets = new HashMap<>();
    /** Whether what is answered says that it is an answer. */
    boolean answers = true;

    /** Whether the resolver says that it has checked all. */
    boolean vouches;

    /** The name whose texts are given for those of any other. */
    Name instead;

    /** Whether the question that is answered is given as asked, whatever was answered. */
    boolean hides;

    int code;
    int asked;
    String isolation;

    private record Zone(Name name, DNSKEYRecord key, KeyPair pair) {}

    SignedZones(Instant now) {
        this.now = now;
        try {
            Zone root = zone(".");
            Zone example = zone("example.");
            Zone pay = zone(SIGNED);
            put(root, new DSRecord(example.name(), DClass.IN, TTL, DNSSEC.Digest.SHA256, example.key()));
            put(example, new DSRecord(pay.name(), DClass.IN, TTL, DNSSEC.Digest.SHA256, pay.key()));
            Name plain = Name.fromString(UNSIGNED);
            put(example, new NSECRecord(plain, DClass.IN, TTL, Name.fromString("z.example."), new int[] {
                Type.NS, Type.RRSIG, Type.NSEC
            }));
            put(
                    example,
                    new SOARecord(example.name(), DClass.IN, TTL, example.name(), example.name(), 1, 1, 1, 1, TTL));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the lookup begins with: the DS of the root's key. */
    String anchors() {
        Zone root = zones.get(Name.root);
        return new DSRecord(Name.root, DClass.IN, TTL, DNSSEC.Digest.SHA256, root.key()) + "\n";
    }

    /** Publishes texts; in a zone that is not signed without a signature. */
    SignedZones texts(String name, String... texts) {
        return texts(name, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), texts);
    }

    SignedZones texts(String name, Instant from, Instant to, String... texts) {
        try {
            List<Record> records = new ArrayList<>();
            for (String text : texts) {
                int half = Math.min(200, text.length() / 2);
                records.add(new TXTRecord(
                        Name.fromString(name), DClass.IN, TTL, List.of(text.substring(0, half), text.substring(half))));
            }
            Zone zone = name.endsWith(SIGNED) ? zones.get(Name.fromString(SIGNED)) : null;
            put(Optional.ofNullable(zone), from, to, records.toArray(Record[]::new));
            return this;
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    SignedZones alias(String name, String target) {
        try {
            put(
                    zones.get(Name.fromString(SIGNED)),
                    new CNAMERecord(Name.fromString(name), DClass.IN, TTL, Name.fromString(target)));
            return this;
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Changes a text and leaves its signature. */
    SignedZones forge(String name, String text) {
        try {
            RRset set = sets.get(key(Name.fromString(name), Type.TXT));
            set.deleteRR(set.first());
            set.addRR(new TXTRecord(Name.fromString(name), DClass.IN, TTL, text));
            return this;
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public byte[] get(WebAddress address, String accept, String by) throws PayeeException {
        asked++;
        isolation = by;
        try {
            Message question = new Message(Base64.getUrlDecoder()
                    .decode(address.path().substring(address.path().indexOf("?dns=") + 5)));
            Message answer = new Message(question.getHeader().getID());
            if (answers) {
                answer.getHeader().setFlag(Flags.QR);
            }
            if (vouches) {
                answer.getHeader().setFlag(Flags.AD);
            }
            answer.getHeader().setRcode(code);
            Record asks = question.getQuestion();
            Record known = instead == null || asks.getType() != Type.TXT
                    ? asks
                    : Record.newRecord(instead, Type.TXT, DClass.IN);
            answer.addRecord(hides ? asks : known, Section.QUESTION);
            if (code == 0) {
                fill(answer, known.getName(), known.getType());
            }
            return answer.toWire();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill(Message answer, Name name, int type) throws IOException {
        RRset found = sets.get(key(name, type));
        RRset alias = sets.get(key(name, Type.CNAME));
        if (found != null) {
            add(answer, found, Section.ANSWER);
        } else if (alias != null) {
            add(answer, alias, Section.ANSWER);
            fill(answer, ((CNAMERecord) alias.first()).getTarget(), type);
        } else {
            RRset none = sets.get(key(name, Type.NSEC));
            if (none != null) {
                add(answer, sets.get(key(Name.fromString("example."), Type.SOA)), Section.AUTHORITY);
                add(answer, none, Section.AUTHORITY);
            }
        }
    }

    private static void add(Message answer, RRset set, int section) {
        set.rrs(false).forEach(record -> answer.addRecord(record, section));
        set.sigs().forEach(record -> answer.addRecord(record, section));
    }

    private Zone zone(String text) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Name name = Name.fromString(text);
            DNSKEYRecord key = new DNSKEYRecord(
                    name,
                    DClass.IN,
                    TTL,
                    257,
                    DNSKEYRecord.Protocol.DNSSEC,
                    DNSSEC.Algorithm.ECDSAP256SHA256,
                    pair.getPublic());
            Zone zone = new Zone(name, key, pair);
            zones.put(name, zone);
            put(zone, key);
            return zone;
        } catch (GeneralSecurityException | DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(Zone zone, Record record) {
        put(Optional.of(zone), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), record);
    }

    private void put(Optional<Zone> zone, Instant from, Instant to, Record... records) {
        RRset set = new RRset();
        for (Record record : records) {
            set.addRR(record);
        }
        if (zone.isPresent()) {
            try {
                set.addRR(DNSSEC.sign(set, zone.get().key(), zone.get().pair().getPrivate(), from, to));
            } catch (DNSSEC.DNSSECException e) {
                throw new IllegalStateException(e);
            }
        }
        sets.put(key(set.getName(), set.getType()), set);
    }

    private static String key(Name name, int type) {
        return name.toString().toLowerCase(java.util.Locale.ROOT) + " " + type;
    }
}
