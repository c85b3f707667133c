package org.eltor.circuit.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eltor.api.circuit.CircuitRole;

/** The places of the pool: as many as are wanted, and extra ones that streams asked for. On the loop. */
final class Slots {
    private final List<Slot> slots = new ArrayList<>();
    private final int most;

    /** @param most slots at once, extra ones included */
    Slots(int wanted, int most) {
        this.most = most;
        for (int slot = 0; slot < wanted; slot++) {
            slots.add(new Slot(new CircuitRole(slot), false));
        }
    }

    int wanted() {
        return (int) slots.stream().filter(slot -> !slot.extra).count();
    }

    Slot of(CircuitRole role) {
        return slots.get(role.slot());
    }

    /** The slot that this circuit holds; empty for one that was never usable or has a successor. */
    Optional<Slot> heldBy(ManagedCircuit circuit) {
        return Optional.of(of(circuit.role)).filter(slot -> slot.current.equals(Optional.of(circuit)));
    }

    List<Slot> matching(Predicate<Slot> condition) {
        return slots.stream().filter(condition).toList();
    }

    boolean all(Predicate<Slot> condition) {
        return slots.stream().allMatch(condition);
    }

    void wake() {
        slots.forEach(Slot::wake);
    }

    /**
     * Makes room for one circuit more than wanted.
     *
     * @return whether there is a slot for it
     */
    boolean grow() {
        Optional<Slot> free = slots.stream()
                .filter(slot -> slot.extra && slot.current.isEmpty())
                .findFirst();
        boolean room = slots.size() < most;
        if (free.isPresent()) {
            free.get().settled = false;
        } else if (room) {
            slots.add(new Slot(new CircuitRole(slots.size()), true));
        }
        return room || free.isPresent();
    }
}
