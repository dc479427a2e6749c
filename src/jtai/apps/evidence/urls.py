"""Addresses of evidence, the SEA and coverage."""

from django.urls import path

from jtai.apps.evidence.views import coverage, notebook, record_steps, records, sea, sea_steps, sea_write

HERE = "i/<str:ref>"

urlpatterns = [
    path(f"{HERE}/notebook", notebook.notebook, name="notebook"),
    path(f"{HERE}/notebook/new", notebook.note_write, name="note-new"),
    path(f"{HERE}/notebook/<uuid:note_id>", notebook.note_page, name="note"),
    path(f"{HERE}/notebook/<uuid:note_id>/write", notebook.note_write, name="note-write"),
    path(f"{HERE}/evidence", records.records, name="evidence"),
    path(f"{HERE}/evidence/new", records.record_write, name="evidence-new"),
    path(f"{HERE}/evidence/<uuid:record_id>", records.record_page, name="evidence-record"),
    path(f"{HERE}/evidence/<uuid:record_id>/write", records.record_write, name="evidence-write"),
    path(
        f"{HERE}/evidence/<uuid:record_id>/versions/<int:number>",
        record_steps.record_version,
        name="evidence-version",
    ),
    path(
        f"{HERE}/evidence/<uuid:record_id>/withdraw", record_steps.record_withdraw, name="evidence-withdraw"
    ),
    path(f"{HERE}/evidence/<uuid:record_id>/note", record_steps.record_note, name="evidence-note"),
    path(
        f"{HERE}/evidence/<uuid:record_id>/note/<int:note_id>",
        record_steps.record_answer,
        name="evidence-answer",
    ),
    path(f"{HERE}/evidence/<uuid:record_id>/flag", record_steps.record_flag, name="evidence-flag"),
    path(f"{HERE}/sea", sea.sea, name="sea"),
    path(f"{HERE}/sea/new", sea_write.entry_write, name="sea-new"),
    path(f"{HERE}/sea/missing", sea_steps.missing, name="sea-missing"),
    path(f"{HERE}/sea/review", sea_steps.sea_review, name="sea-review"),
    path(f"{HERE}/sea/lock", sea_steps.sea_lock, name="sea-lock"),
    path(f"{HERE}/sea/flags/<int:flag_id>", sea_steps.flag_clear, name="flag-clear"),
    path(f"{HERE}/sea/<uuid:entry_id>", sea.entry_page, name="sea-entry"),
    path(f"{HERE}/sea/<uuid:entry_id>/write", sea_write.entry_write, name="sea-write"),
    path(f"{HERE}/sea/<uuid:entry_id>/versions/<int:number>", sea_steps.entry_version, name="sea-version"),
    path(f"{HERE}/sea/<uuid:entry_id>/agree", sea_steps.entry_agree, name="sea-agree"),
    path(f"{HERE}/sea/<uuid:entry_id>/withdraw", sea_steps.entry_withdraw, name="sea-withdraw"),
    path(f"{HERE}/sea/<uuid:entry_id>/flag", sea_steps.entry_flag, name="sea-flag"),
    path(f"{HERE}/sea/<uuid:entry_id>/lock", sea_steps.sea_lock, name="sea-entry-lock"),
    path(f"{HERE}/coverage", coverage.coverage, name="coverage"),
    path(f"{HERE}/coverage/<slug:slug>", coverage.criterion, name="criterion"),
    path(f"{HERE}/coverage/<slug:slug>/propose", coverage.propose, name="criterion-propose"),
    path(f"{HERE}/coverage/<slug:slug>/decide", coverage.decide, name="criterion-decide"),
    path(f"{HERE}/contributions", coverage.contributions, name="contributions"),
    path(f"{HERE}/contributions/<int:user_id>", coverage.contribution, name="contribution"),
]
