package org.eltor.payment.internal.payee;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A resolver that knows the records of one proof of BIP 353 and nothing else. A proof is the name, with its length before
 * it, and then what RFC 9102 (section 2) calls a chain: records in the form of the wire, in any order.
 */
final class ProofZones implements Web {
    /** Type, class, TTL and length. */
    private static final int HEAD = 10;

    private final String name;
    private final List<Record> records = new ArrayList<>();

    ProofZones(byte[] proof) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(proof);
        byte[] text = new byte[bytes.get()];
        bytes.get(text);
        this.name = new String(text, StandardCharsets.US_ASCII);
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            int at = start;
            while (bytes.get(at) != 0) {
                at += 1 + Byte.toUnsignedInt(bytes.get(at));
            }
            int end = at + 1 + HEAD + Short.toUnsignedInt(bytes.getShort(at + HEAD - 1));
            records.add(Record.fromWire(Arrays.copyOfRange(proof, start, end), Section.ANSWER));
            bytes.position(end);
        }
    }

    /** The name that is proven, {@code user@domain}. */
    String name() {
        return name;
    }

    /** When the youngest of its signatures was made: none of the others has expired then. */
    Instant signed() {
        return records.stream()
                .filter(RRSIGRecord.class::isInstance)
                .map(record -> ((RRSIGRecord) record).getTimeSigned())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public byte[] get(WebAddress address, String accept, String isolation) throws PayeeException {
        try {
            Message question = new Message(Base64.getUrlDecoder()
                    .decode(address.path().substring(address.path().indexOf("?dns=") + 5)));
            Message answer = new Message(question.getHeader().getID());
            answer.getHeader().setFlag(Flags.QR);
            answer.addRecord(question.getQuestion(), Section.QUESTION);
            fill(
                    answer,
                    question.getQuestion().getName(),
                    question.getQuestion().getType());
            return answer.toWire();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill(Message answer, Name owner, int type) {
        add(answer, Section.ANSWER, owner, type);
        Optional<Record> alias =
                records.stream().filter(record -> is(record, owner, Type.CNAME)).findFirst();
        if (type == Type.TXT && alias.isPresent()) {
            add(answer, Section.ANSWER, owner, Type.CNAME);
            records.stream()
                    .filter(record -> record.getType() == Type.NSEC3)
                    .forEach(none -> add(answer, Section.AUTHORITY, none.getName(), Type.NSEC3));
            fill(answer, ((CNAMERecord) alias.get()).getTarget(), type);
        }
    }

    /** Adds the records of a name and a type with their signatures. */
    private void add(Message answer, int section, Name owner, int type) {
        records.stream()
                .filter(record -> is(record, owner, type)
                        || record instanceof RRSIGRecord signature
                                && signature.getName().equals(owner)
                                && signature.getTypeCovered() == type)
                .forEach(record -> answer.addRecord(record, section));
    }

    private static boolean is(Record record, Name owner, int type) {
        return record.getType() == type && record.getName().equals(owner);
    }
}
