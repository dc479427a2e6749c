"""The optimiser of the lottery. It runs in a process of its own: `python -m jtai.core.selection.optimiser`.

Children with equal values are of one *kind* (and one family, where the sibling rule binds them). All the
mathematics is done over kinds; `tickets` spreads the result over the children of each kind.

    kinds      children grouped, bounds as a matrix
    levels     the fairest chances when fractions of children are allowed, and when cuts are added
    walking    those chances taken apart into panels, one integral panel after the other
    exchanges  a better panel by exchanging one child for another
    mixing     panels made as they are needed until they mix to the chances, or a cut that shows they cannot
    proving    a proof of the least chance that can be checked without an optimiser
    tickets    a million tickets, and which child of a kind each stands for
    conflicts  what to do when the quotas cannot be kept

The solver is imported here and nowhere else: it cannot live in one process with the one of the timetable.
"""
