"""Which text belongs to which material of the access table: of whom, and in which state.

Every field of every model that holds words is in one of the two lists, or in `elsewhere.WITHOUT` with the
reason why it holds none of a material. A test fails for a field that is in neither.
"""

from __future__ import annotations

from tests.apps.crawl.declared_first import FIRST_TEXTS
from tests.apps.crawl.declared_then import THEN_TEXTS

TEXTS = [*FIRST_TEXTS, *THEN_TEXTS]
