"""The one door to the solver: linear and integer programmes, one thread, one seed, always to the end."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np

from jtai.core.selection.optimiser.kinds import Counts, Kinds, Vector

ENDLESS = highspy.kHighsInf
_FOUND = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveTarget)
_NOTHING = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
Indices = Sequence[int] | np.ndarray


class Unsolved(Exception):
    """The solver stopped without an optimum; says how it ended."""


class Programme:
    """A programme that is maximised. Columns are never negative unless they say so."""

    def __init__(self, *, presolve: bool = True, gap: float = 0.0, grows: bool = False) -> None:
        self._solver = highspy.Highs()
        self._whole = self._went_on = False
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("random_seed", 1)
        self._solver.setOptionValue("mip_rel_gap", gap)
        self._solver.setOptionValue("mip_abs_gap", 1e-9)
        if not presolve or grows:
            self._solver.setOptionValue("presolve", "off")
        if grows:  # new columns leave the last answer possible: go on from there
            self._solver.setOptionValue("simplex_strategy", 4)
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    @property
    def columns(self) -> int:
        return int(self._solver.getNumCol())

    @property
    def rows(self) -> int:
        return int(self._solver.getNumRow())

    def add_column(
        self,
        gain: float,
        high: float = ENDLESS,
        rows: Indices = (),
        values: Sequence[float] | Vector = (),
        *,
        low: float = 0.0,
    ) -> int:
        """One more column; its place."""
        self._solver.addCol(
            float(gain), low, float(high), len(rows), np.asarray(rows, np.int32), np.asarray(values, float)
        )
        return self.columns - 1

    def add_columns(self, highs: Vector) -> None:
        """A column up to each of these, worth nothing."""
        self._solver.addVars(len(highs), np.zeros(len(highs)), np.asarray(highs, float))

    def add_row(self, low: float, high: float, columns: Indices, values: Sequence[float] | Vector) -> int:
        """One more row; its place."""
        self._solver.addRow(
            float(low), float(high), len(columns), np.asarray(columns, np.int32), np.asarray(values, float)
        )
        return self.rows - 1

    def make_integral(self, columns: Sequence[int]) -> None:
        """Only whole numbers in these columns."""
        self._whole = True
        whole = [highspy.HighsVarType.kInteger] * len(columns)
        self._solver.changeColsIntegrality(len(columns), np.asarray(columns, np.int32), np.asarray(whole))

    def set_gains(self, gains: Vector) -> None:
        """What each of the first columns is worth."""
        places = np.arange(len(gains), dtype=np.int32)
        self._solver.changeColsCost(len(gains), places, np.asarray(gains, float))

    def set_value(self, row: int, column: int, value: float) -> None:
        """One number of the matrix."""
        self._solver.changeCoeff(row, column, float(value))

    def set_row(self, row: int, low: float, high: float) -> None:
        """The bounds of a row."""
        self._solver.changeRowBounds(row, float(low), float(high))

    def set_column(self, column: int, low: float, high: float) -> None:
        """The bounds of a column."""
        self._solver.changeColBounds(column, float(low), float(high))

    def solve(self, *, enough: float = ENDLESS) -> bool:
        """False when nothing keeps all bounds. enough: stop at an answer worth this. Raises `Unsolved`."""
        self._solver.setOptionValue("objective_target", enough)
        status = self._run()
        # Going on from the last answer can lose its way in rounding: what is no optimum is tried afresh.
        if status not in _FOUND and (self._went_on or status not in _NOTHING):
            self._solver.clearSolver()
            status = self._run()
        self._went_on = not self._whole
        if status in _NOTHING:
            return False
        if status not in _FOUND:
            raise Unsolved(self._solver.modelStatusToString(status))
        return True

    def _run(self) -> highspy.HighsModelStatus:
        self._solver.run()
        return self._solver.getModelStatus()

    @property
    def objective(self) -> float:
        return float(self._solver.getObjectiveValue())

    @property
    def values(self) -> Vector:
        return np.array(self._solver.getSolution().col_value)

    @property
    def duals(self) -> Vector:
        return np.array(self._solver.getSolution().row_dual)


def panels_of(kinds: Kinds, *, whole: bool, presolve: bool = True, gap: float = 0.0) -> Programme:
    """All panels of a question: a column for each kind, then the units by which quotas may be off."""
    programme = Programme(presolve=presolve, gap=gap)
    programme.add_columns(kinds.held)
    everyone = np.arange(len(kinds.held))
    for row in kinds.rows:
        programme.add_row(row.low, row.high, row.kinds, np.ones(len(row.kinds)))
    programme.add_row(kinds.size, kinds.size, everyone, np.ones(len(everyone)))
    if kinds.allowance:
        _allow(programme, kinds)
    if whole:
        programme.make_integral(range(len(everyone)))
    return programme


def _allow(programme: Programme, kinds: Kinds) -> None:
    """Two columns for each quota, units short and units over, their sum at most the allowance."""
    off = []
    for place, row in enumerate(kinds.rows):
        if row.quota >= 0:
            off.append(programme.add_column(0.0, ENDLESS, [place], [1.0]))
            off.append(programme.add_column(0.0, ENDLESS, [place], [-1.0]))
    programme.add_row(-ENDLESS, kinds.allowance, off, np.ones(len(off)))


def best_panel(programme: Programme, gains: Vector, *, enough: float = ENDLESS) -> Counts | None:
    """The panel worth most, or one worth `enough`; None when there is no panel."""
    programme.set_gains(gains)
    if not programme.solve(enough=enough):
        return None
    return np.rint(programme.values[: len(gains)]).astype(np.int64)
