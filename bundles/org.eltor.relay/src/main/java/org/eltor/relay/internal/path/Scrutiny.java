package org.eltor.relay.internal.path;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayExplanation;
import org.eltor.api.relay.RelayFlag;
import org.eltor.relay.internal.guard.GuardSet;

/** Says of one relay why it is, or is not, among those that each position is drawn from. */
final class Scrutiny {
    private final PathRequest request;
    private final Roster roster;
    private final GuardSet guardSet;

    /** @param roster of the level that a plan would use */
    Scrutiny(PathRequest request, Roster roster, GuardSet guardSet) {
        this.request = request;
        this.roster = roster;
        this.guardSet = guardSet;
    }

    /** @param obstacle why nothing can be planned, whatever relays there are */
    RelayExplanation of(RelayDescriptor relay, Optional<String> obstacle) {
        Set<Refusal> refusals = CandidatePool.refusals(roster.criteria(), relay);
        return new RelayExplanation(
                relay,
                Stream.of(Position.values())
                        .map(position -> obstacle.or(() -> refusal(relay, refusals, position))
                                .map(reason -> refused(position, reason))
                                .orElseGet(() -> possible(relay, position)))
                        .toList());
    }

    private Optional<String> refusal(RelayDescriptor relay, Set<Refusal> refusals, Position position) {
        Optional<String> flag = flag(relay, position);
        return refusals.stream()
                .filter(refusal -> refusal.isAbout(position))
                .sorted()
                .map(Refusal::ofOne)
                .findFirst()
                .or(() -> flag)
                .or(() -> position != Position.GUARD && request.avoid().contains(relay.fingerprint())
                        ? Optional.of(Refusal.IN_USE.ofOne())
                        : Optional.empty());
    }

    private static Optional<String> flag(RelayDescriptor relay, Position position) {
        if (position == Position.GUARD && !relay.has(RelayFlag.GUARD)) {
            return Optional.of("it has no flag Guard");
        }
        return position == Position.EXIT && !relay.has(RelayFlag.EXIT)
                ? Optional.of("it has no flag Exit")
                : Optional.empty();
    }

    private RelayExplanation.Position possible(RelayDescriptor relay, Position position) {
        WeightTable table = roster.table(position);
        int index = IntStream.range(0, table.candidates().size())
                .filter(i -> table.candidates().get(i).fingerprint().equals(relay.fingerprint()))
                .findFirst()
                .orElse(-1);
        if (index < 0) {
            return refused(position, "no path within the limits has room for its price");
        }
        if (table.weight(index) <= 0) {
            return refused(position, "its weight there is 0");
        }
        Optional<String> remark = position == Position.GUARD ? Optional.of(guard(relay)) : elsewhere(relay);
        return new RelayExplanation.Position(
                name(position), OptionalDouble.of(table.weight(index) / table.total()), remark);
    }

    private Optional<String> elsewhere(RelayDescriptor relay) {
        return roster.keepsGuards() && request.avoidGuards().contains(relay.fingerprint())
                ? Optional.of("only if nothing else fits: it is the guard of another circuit")
                : Optional.empty();
    }

    private String guard(RelayDescriptor relay) {
        if (request.avoid().contains(relay.fingerprint())) {
            return "only if no other guard in use fits: another circuit uses it";
        }
        List<GuardRecord> records = guardSet.records(roster);
        for (GuardRecord record : records) {
            if (record.relay().equals(relay.fingerprint())) {
                return record.distrusted()
                        ? "but it is distrusted: too many of its circuits failed"
                        : record.primary() ? "and it is a primary guard" : "and it is in the guard set, not primary";
            }
        }
        return records.isEmpty()
                ? "that is to join the guard set, which is still empty"
                : "that is to join the guard set, and only once that needs another one";
    }

    private static RelayExplanation.Position refused(Position position, String reason) {
        return new RelayExplanation.Position(name(position), OptionalDouble.empty(), Optional.of(reason));
    }

    private static String name(Position position) {
        return position.name().toLowerCase(Locale.ROOT);
    }
}
