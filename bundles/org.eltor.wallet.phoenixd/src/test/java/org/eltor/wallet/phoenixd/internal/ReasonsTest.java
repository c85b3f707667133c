package org.eltor.wallet.phoenixd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of lightning-kmp 1.12, as far as they are known. */
class ReasonsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FAILED | no response to the invoice request",
                "FAILED | recipient returned an invalid response: x",
                "FAILED | recipient responded to the invoice request with an error",
                "FAILED | recipient returned an invoice that does not match the request",
                "REJECTED | not enough funds in wallet to afford payment",
                "REJECTED | payment amount must be positive",
                "REJECTED | payment request features not supported",
                "FAILED | payment ID must be unique",
                "FAILED | channel is not connected yet, please retry when connected",
                "FAILED | channel creation is in progress, please retry when ready",
                "FAILED | channel closing is in progress, please retry when a new channel has been created",
                "FAILED | the recipient was offline or did not have enough liquidity to receive the payment",
                "FAILED | payment attempts exhausted without success",
                "FAILED | payment could not be sent through existing channels, check individual failures",
                "FAILED | an unknown error occurred",
                "FAILED | the payment amount is too small",
                "FAILED | the payment amount is too large",
                "REJECTED | not enough funds",
                "FAILED | routing fees are insufficient",
                "FAILED | the payment expiry is too far in the future",
                "FAILED | too many pending payments",
                "FAILED | a splicing operation is in progress",
                "FAILED | a node in the route had a temporary failure",
                "FAILED | liquidity issue at the recipient node",
                "FAILED | recipient node is offline or unreachable",
                "FAILED | recipient node rejected the payment",
                "FAILED | wallet restarted while a payment was ongoing",
                "PENDING | another payment is in progress for that invoice",
                "PAID | this invoice has already been paid",
                "UNCLEAR | something new",
                "UNCLEAR | ''"
            })
    void meanWhatTheyAreDocumentedToMean(Reasons meaning, String reason) {
        assertThat(Reasons.of(reason)).isEqualTo(meaning);
    }
}
