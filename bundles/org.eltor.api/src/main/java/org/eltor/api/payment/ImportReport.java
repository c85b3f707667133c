package org.eltor.api.payment;

/**
 * What became of the entries of a file.
 *
 * @param added entries that are in the ledger now and were not before
 * @param known entries that the ledger had already
 * @param refused entries that make no sense, or contradict the ledger
 * @param torn the file ends in the midst of an entry; all before it was read
 */
public record ImportReport(int added, int known, int refused, boolean torn) {}
