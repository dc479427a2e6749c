"""Pages of findings, in the order of their life."""

from jtai.apps.findings.views import agencies, deciding, feedback, key_findings, writing

__all__ = ["agencies", "deciding", "feedback", "key_findings", "writing"]
