package org.eltor.payment.internal.ledger;

import java.util.List;
import java.util.SortedMap;

/**
 * What dead nodes of a fleet left.
 *
 * @param inFlight everything of this node whose outcome is not known
 * @param waiting how many payments wait for a dead node to come back, by its name
 */
public record TakenOver(List<Attempt> inFlight, SortedMap<String, Integer> waiting) {}
