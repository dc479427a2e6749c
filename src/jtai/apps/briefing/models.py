"""The pre-inspection briefing: drafts of its sections, what was issued, who has read it (paras 10-11)."""

from __future__ import annotations

from django.db import models

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.inspections.models import Inspection
from jtai.apps.library.models import StoredFile


class Briefing(models.Model):
    """The briefing of one inspection. Its words stand in `Section`; readers see the last `Issue`."""

    trail = Trail("briefing")

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="briefing")
    state = models.CharField(max_length=20, default="draft")
    released_at = models.DateTimeField(null=True, blank=True, help_text="restricted sections opened to all")
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [paired("released", name="a_briefing_is_released_by_somebody")]


class Section(models.Model):
    """The analyst's draft of one section. `answer` is empty until there is one; nothing found is one."""

    trail = Trail("section", inspection="briefing.inspection")

    class Answer(models.TextChoices):
        INCLUDED = "included", "Something was found and is included"
        NONE_FOUND = "none-found", "Nothing found"
        NOT_AVAILABLE = "not-available", "Not available"

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="sections")
    code = models.CharField(max_length=60, help_text="code of the edition")
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    text = models.TextField(blank=True)
    parts = models.JSONField(default=dict, blank=True, help_text="restricted sections: text by inspectorate")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["briefing", "code"], name="a_section_once")]


class Attachment(models.Model):
    """A document that belongs to a section."""

    trail = Trail("attachment", inspection="section.briefing.inspection")

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="attachments")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=60, blank=True, help_text="restricted sections: whose evidence it is")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Issue(models.Model):
    """The briefing as it was issued: canonical text that never changes, and its number."""

    trail = Trail("briefing-issue", inspection="briefing.inspection")

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField()
    content = models.TextField(help_text="canonical JSON, hashed in the trail")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["briefing", "number"], name="an_issue_once")]


class ReadMark(models.Model):
    """Somebody confirms having read an issue of the briefing."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="marks")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "user"], name="an_issue_is_read_once")]


class PerformanceData(models.Model):
    """Data with the analyst's note of what they show (para 10). A draft until it has both."""

    trail = Trail("performance-data")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="performance_data")
    title = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=100, blank=True)
    measures = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="what the data show")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, default="draft")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class Discussion(models.Model):
    """Inspectors talk, before they go on site, about how to gather evidence jointly (para 11)."""

    trail = Trail("briefing-discussion")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="briefing_discussions")
    held_at = models.DateTimeField()
    text = models.TextField()
    criteria = models.JSONField(default=list, help_text="codes of the edition or the theme")
    present = models.ManyToManyField(User, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
