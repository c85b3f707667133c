package org.eltor.payment.internal.payee;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The server of a payee, as LUD-06 has it, and whatever a test makes of it. */
public final class ScriptedServer implements Web {
    private static final String METADATA = "[[\"text/plain\",\"a relay\"]]";

    public String prefix = "lnbcrt10n";
    public String tag = "payRequest";
    public String descriptionHash = sha256(METADATA);
    public String first = "";
    public long expiry = 7200;
    public long most = 5000;
    public boolean sameHash;
    /** Hosts that cannot be reached. */
    public final Set<String> dead = new HashSet<>();

    /** What happens while a host that cannot be reached is waited for. */
    public Runnable waiting = () -> {};

    public final List<String> asked = new ArrayList<>();
    public final Set<String> isolations = new HashSet<>();

    private final long at;

    /** @param at seconds of the epoch at which invoices are made */
    public ScriptedServer(long at) {
        this.at = at;
    }

    @Override
    public byte[] get(WebAddress address, String accept, String isolation) throws PayeeException {
        asked.add(address.host() + address.path());
        isolations.add(isolation);
        if (dead.contains(address.host())) {
            waiting.run();
            throw new PayeeException("its server cannot be asked over tor: tor's answer is 4", true);
        }
        String answer;
        if (address.path().startsWith("/pay?")) {
            String hash = "%064x".formatted(sameHash ? 1 : asked.size());
            answer = "{\"pr\":\"" + InvoiceMaker.make(prefix, hash, descriptionHash, at, expiry) + "\",\"routes\":[]}";
        } else if (first.isEmpty()) {
            answer = "{\"tag\":\"" + tag + "\",\"callback\":\"https://cb.example/pay?u=1\",\"minSendable\":1000,"
                    + "\"maxSendable\":" + most + ",\"metadata\":\"" + METADATA.replace("\"", "\\\"") + "\"}";
        } else {
            answer = first;
        }
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
