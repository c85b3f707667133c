package org.eltor.payment.internal.ledger;

import java.util.List;
import java.util.stream.Collectors;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;

/** Payees as text, one a line: {@code KIND value}. Values have no blanks by their type. */
final class Payees {
    private Payees() {}

    static String format(List<Payee> payees) {
        return payees.stream().map(payee -> payee.kind() + " " + payee.value()).collect(Collectors.joining("\n"));
    }

    static List<Payee> parse(String text) {
        return text.lines()
                .map(line -> line.split(" ", 2))
                .map(words -> new Payee(PayeeKind.valueOf(words[0]), words[1]))
                .toList();
    }
}
