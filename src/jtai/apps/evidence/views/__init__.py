"""Pages of this app."""

from jtai.apps.evidence.views import coverage, notebook, record_steps, records, sea, sea_steps, sea_write

__all__ = ["coverage", "notebook", "record_steps", "records", "sea", "sea_steps", "sea_write"]
